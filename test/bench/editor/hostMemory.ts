import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openWorkbench } from '../../e2e/ui/workbenchSession';
import { hostMeterExtension, repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { type BenchRow, benchRow } from '../benchRow';

const runs = 50;
const settledAfter = 10;
/** What a single sample says hangs on what the editor itself is doing; the least of so many does not. */
const samples = 5;
const waitMs = 20 * 60_000;
/** Small, so that a run is quick; what is left of a run is as much. */
const source = `export function parity(count: number): string {
  return count % 2 === 0 ? 'even' : 'odd';
}
`;

interface HostMemory {
  /** Heap and what it holds outside, after garbage collection. */
  readonly inUseBytes: number;
  readonly residentBytes: number;
}

/** What the extension host holds in memory, with all extensions in it, before the first run and after many of them. */
export async function hostMemoryRows(): Promise<readonly BenchRow[]> {
  const measured = await measureRuns();
  const idle = measured[0];
  if (!idle || measured.length !== samplesOf(runs))
    throw new Error(`Only ${measured.length - 1} of ${runs} runs ended.`);
  const leastFrom = (first: number) =>
    Math.min(...measured.slice(first, first + samples).map(({ inUseBytes }) => inUseBytes));
  const settled = leastFrom(settledAfter);
  const last = leastFrom(runs - samples + 1);
  return [
    benchRow('editor', 'extension host in use, idle', toMegabytes(idle.inUseBytes), 'MB'),
    benchRow('editor', `extension host in use, after ${runs} runs`, toMegabytes(last), 'MB'),
    benchRow(
      'editor',
      `growth from run ${settledAfter} to run ${runs}`,
      toMegabytes(last - settled),
      'MB',
      'at most',
      10,
    ),
    benchRow('editor', 'extension host resident, idle', toMegabytes(idle.residentBytes), 'MB'),
    benchRow(
      'editor',
      `extension host resident, a minute after ${runs} runs`,
      toMegabytes(measured.at(-1)?.residentBytes ?? Number.NaN),
      'MB',
    ),
  ];
}

async function measureRuns(): Promise<readonly HostMemory[]> {
  const folder = makeSampleWorkspaceCopy('bench');
  const output = path.join(folder, 'memory.ndjson');
  await writeFile(path.join(folder, 'src/parity.ts'), source);
  const session = await openWorkbench({
    folder,
    extensionDirectories: [repositoryRoot, hostMeterExtension],
    environment: {
      HOST_METER_OUTPUT: output,
      HOST_METER_FILE: 'src/parity.ts',
      HOST_METER_RUNS: String(runs),
    },
  });
  try {
    // The panel is open, as it is for most.
    await session.workbench.clickStatusBar(/today/);
    await session.workbench.webview('agentic-qe.agentic-qe-fleet', /this month/);
    await session.workbench.runCommand('Host Meter: Measure Runs');
    const deadline = Date.now() + waitMs;
    let measured: readonly HostMemory[] = [];
    while (measured.length < samplesOf(runs) && Date.now() < deadline) {
      await delay(1000);
      const text = await readFile(output, 'utf8').catch(() => '');
      measured = text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as HostMemory);
    }
    return measured;
  } finally {
    await session.close();
    await removeDirectory(folder);
  }
}

/** One before the runs, one after each, one after a rest. */
function samplesOf(count: number): number {
  return count + 2;
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
