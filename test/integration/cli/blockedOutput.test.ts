import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { livingProcesses } from '../../support/livingProcesses';
import { temporaryFileAppears } from '../../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('agentic-qe, its output not read', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;

  beforeEach(async () => {
    project = await copyProject('node-test');
  });
  afterEach(async () => {
    await project.remove();
    assert.deepEqual(livingProcesses(project.folder), [], 'a process was left behind');
  });

  it(`ends with the first signal ${verifies('RUN-9')}`, async function () {
    if (process.platform === 'win32') this.skip();
    await project.write(
      'test/loud.test.js',
      `import test from 'node:test';
import { shippingCents } from '../src/shipping.js';
test('loud', () => {
  shippingCents({ weightKg: 1, isExpress: true });
  for (let line = 0; line < 5000; line++) console.log('x'.repeat(100));
});
`,
    );
    // The run does not wait long for its reader, so that it goes on while its output is stuck.
    await project.write('agentic-qe.json', JSON.stringify({ streaming: { timeoutMs: 100 } }));
    const args = ['generate', 'src/shipping.js', '--workspace', project.folder, '--verbose'];
    const { child, result } = startCli(args, storage());
    child.stderr?.pause();
    // Tests are tried after those there are: by then more has been printed than fits on the way to a reader.
    await temporaryFileAppears(path.join(project.folder, 'test'));
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const [exitCode] = await exited;
    child.stderr?.resume();
    await result;
    assert.equal(exitCode, 130);
  });
});
