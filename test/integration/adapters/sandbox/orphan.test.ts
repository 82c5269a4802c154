import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { verifies } from '../../../requirements';
import { buildWorker } from '../../../support/buildWorker';
import { isRunning, useSandbox } from '../../../support/sandboxHarness';

describe('processSandbox', () => {
  const harness = useSandbox();

  it(`leaves no process when its own process is killed ${verifies('RUN-11')}`, async () => {
    harness().write({
      'src/a.ts': "console.log('loaded'); setInterval(() => {}, 1000);\nexport const a = 1;",
    });
    const sandboxPath = join(__dirname, '../../../../src/adapters/sandbox/processSandbox.ts');
    const host = spawn(
      process.execPath,
      [
        '-r',
        require.resolve('tsx/cjs'),
        '-e',
        `const childProcess = require('node:child_process');
         const { spawn } = childProcess;
         let last;
         childProcess.spawn = (...args) => (last = spawn(...args));
         const { createProcessSandbox } = require(${JSON.stringify(sandboxPath)});
         const code = require('node:fs').readFileSync('src/a.ts', 'utf8');
         createProcessSandbox({ workerPath: ${JSON.stringify(buildWorker())}, workspaceRoot: process.cwd(), nodePath: process.execPath })
           .openModule({ module: 'src/a.ts', code, pointCount: 0,
             world: { timeZone: 'UTC', clockOffsetMs: 0, randomSeed: 1 },
             limits: { loadTimeoutMs: 20000, scenarioTimeoutMs: 1000, trialTimeoutMs: 1000, memoryMiB: 128 } }, new AbortController().signal)
           .then((result) => console.log(result.status, last.pid));`,
      ],
      { cwd: harness().root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [chunk] = (await once(host.stdout, 'data')) as [Buffer];
    const [status, pidText] = chunk.toString().trim().split(' ');
    assert.equal(status, 'opened');
    const pid = Number(pidText);
    assert.ok(isRunning(pid));
    host.kill('SIGKILL');
    const deadline = Date.now() + 20_000;
    while (isRunning(pid) && Date.now() < deadline) await delay(20);
    assert.equal(isRunning(pid), false);
  });
});
