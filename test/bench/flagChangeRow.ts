import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Config } from '../../src/adapters/configuration/config';
import { anEmptySummary, scriptedFleet } from '../support/scriptedFleet';
import { aRequest } from '../support/tasks';
import { type BenchRow, benchRow } from './benchRow';

const changes = 50;

/** From a changed configuration file to the first task that works with the changed flag; the slowest of some changes. */
export async function flagChangeRow(): Promise<BenchRow> {
  const workspaceRoot = mkdtempSync(path.join(os.tmpdir(), 'agentic-qe-bench-'));
  try {
    const config = new Config({ workspaceRoot, environment: {} });
    let seen: boolean | undefined;
    const { fleet } = scriptedFleet({
      config: () => config.current(),
      script: async (task, { isStreaming }) => {
        seen = isStreaming;
        return anEmptySummary(task.id);
      },
    });
    const tookMs: number[] = [];
    for (let change = 1; change <= changes; change++) {
      const streaming = change % 2 === 1;
      const startedAt = performance.now();
      writeFileSync(path.join(workspaceRoot, 'agentic-qe.json'), JSON.stringify({ features: { streaming } }));
      do await fleet.submit(aRequest).result;
      while (seen !== streaming);
      tookMs.push(performance.now() - startedAt);
    }
    await fleet.stop();
    const slowest = Math.round(Math.max(...tookMs) * 10) / 10;
    return benchRow('streaming', `flag change, slowest of ${changes}`, slowest, 'ms', 'at most', 1000);
  } finally {
    rmSync(workspaceRoot, { recursive: true, force: true });
  }
}
