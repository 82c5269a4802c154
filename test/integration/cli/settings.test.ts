import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('agentic-qe, settings', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;

  beforeEach(async () => {
    project = await copyProject('vitest');
  });
  afterEach(() => project.remove());

  const gate = (args: readonly string[] = [], environment: Record<string, string> = {}) =>
    startCli(['gate', 'src/shipping.ts', '--workspace', project.folder, ...args], storage(), environment)
      .result;
  const strict = JSON.stringify({ qualityGate: { statementCoverage: 1, branchCoverage: 1 } });

  it(`takes them from a named file before the workspace's ${verifies('CFG-5.2-18', 'CFG-5.2-19')}`, async () => {
    await writeFile(
      path.join(project.folder, 'agentic-qe.json'),
      JSON.stringify({ qualityGate: { statementCoverage: 99 } }),
    );
    const failed = await gate();
    assert.equal(failed.exitCode, 1, failed.stderr);
    const named = path.join(storage(), 'lenient.json');
    await writeFile(named, strict);
    const passed = await gate(['--config', named]);
    assert.equal(passed.exitCode, 0, passed.stderr);
  });

  it(`refuses a wrong one in one sentence, from a file or the environment ${verifies('CFG-1', 'CFG-5.2-21')}`, async () => {
    const fromEnvironment = await gate([], { BUDGET_LIMIT_DAILY: 'abc' });
    assert.deepEqual([fromEnvironment.exitCode, fromEnvironment.stdout], [4, '']);
    assert.match(fromEnvironment.stderr, /^Error: Environment variable BUDGET_LIMIT_DAILY is "abc": .*\n$/);
    await writeFile(path.join(project.folder, 'agentic-qe.json'), '{"features":{"streming":true}}');
    const fromFile = await gate();
    assert.equal(fromFile.exitCode, 4);
    assert.match(
      fromFile.stderr,
      /^Error: \S+agentic-qe\.json has no such setting: features\.streming\. .*\n$/,
    );
  });

  it('refuses a configuration file that is not there as wrong usage', async () => {
    const { exitCode, stderr } = await gate(['--config', 'nowhere.json']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /nowhere\.json does not exist/);
  });

  it(`goes on without its memory, and says so, when that is damaged`, async () => {
    await writeFile(path.join(storage(), 'memory.db'), 'no database');
    const { exitCode, stderr } = await gate(['--config', await lenientFile()]);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /The memory of the fleet cannot be used: .*memory\.db/);
  });

  async function lenientFile(): Promise<string> {
    const file = path.join(storage(), 'lenient.json');
    await writeFile(file, strict);
    return file;
  }
});
