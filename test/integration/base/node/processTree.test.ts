import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { killProcessTree, spawnProcess } from '../../../../src/base/node/processTree';
import { isRunning } from '../../../support/sandboxHarness';

const environment = { ...(process.env as Record<string, string>) };
const waitForEver = 'setInterval(() => {}, 1000)';
/** Starts a grandchild and prints its pid. */
const parentCode = (then: string) =>
  `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(waitForEver)}], { stdio: 'ignore' });
   child.once('spawn', () => { console.log(child.pid); ${then}; });`;

async function readPid(child: ReturnType<typeof spawnProcess>): Promise<number> {
  assert.ok(child.stdout);
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return Number(chunk.toString().trim());
}

/** Who ends a grandchild is not always who reaps it: wait for the system to do its part. */
async function assertEnds(pid: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (isRunning(pid) && Date.now() < deadline) await delay(10);
  assert.equal(isRunning(pid), false);
}

describe('processTree', () => {
  it('kills a process and what it started', async () => {
    const child = spawnProcess(process.execPath, ['-e', parentCode(waitForEver)], {
      cwd: __dirname,
      environment,
    });
    const grandchild = await readPid(child);
    assert.ok(child.pid !== undefined);
    await killProcessTree(child.pid);
    assert.equal(isRunning(child.pid), false);
    assert.equal(isRunning(grandchild), false);
    await killProcessTree(child.pid);
  });

  it('kills on abort, also when aborted already', async () => {
    const controller = new AbortController();
    const options = { cwd: __dirname, environment, signal: controller.signal };
    const child = spawnProcess(process.execPath, ['-e', waitForEver], options);
    await once(child, 'spawn');
    controller.abort();
    await once(child, 'exit');
    const late = spawnProcess(process.execPath, ['-e', waitForEver], options);
    await once(late, 'exit');
  });

  it('ends what a process leaves running when it ends', async function () {
    // Windows keeps no groups: a tree without its root cannot be found.
    if (process.platform === 'win32') this.skip();
    const child = spawnProcess(process.execPath, ['-e', parentCode('process.exit(0)')], {
      cwd: __dirname,
      environment,
    });
    await assertEnds(await readPid(child));
  });

  it('ends everything when this process exits', async () => {
    const modulePath = join(__dirname, '../../../../src/base/node/processTree.ts');
    const code = `const { spawnProcess } = require(${JSON.stringify(modulePath)});
      const child = spawnProcess(process.execPath, ['-e', ${JSON.stringify(waitForEver)}], { cwd: '.', environment: {} });
      child.once('spawn', () => { console.log(child.pid); process.exit(0); });`;
    const host = spawn(process.execPath, ['-r', require.resolve('tsx/cjs'), '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [chunk] = (await once(host.stdout, 'data')) as [Buffer];
    await assertEnds(Number(chunk.toString().trim()));
  });

  it('passes nothing of the environment on and tells of programs that are not there', async () => {
    const child = spawnProcess(process.execPath, ['-p', 'Object.keys(process.env).join()'], {
      cwd: __dirname,
      environment: { ONLY: '1' },
    });
    assert.ok(child.stdout);
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    assert.match(chunk.toString(), /^ONLY|,ONLY/);
    assert.doesNotMatch(chunk.toString(), /HOME|npm_/);
    const missing = spawnProcess(join(__dirname, 'no-such-program'), [], { cwd: __dirname, environment });
    const [error] = (await once(missing, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ENOENT');
  });
});
