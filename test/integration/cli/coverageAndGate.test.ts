import assert from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { livingProcesses } from '../../support/livingProcesses';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

/** The built product from the command line, in the frameworks' own processes. */
describe('agentic-qe coverage and gate', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy | undefined;
  const open = async (name: string): Promise<ProjectCopy> => {
    project = await copyProject(name);
    return project;
  };
  const start = (command: string, copy: ProjectCopy, args: readonly string[]) =>
    startCli([command, '--workspace', copy.folder, ...args], storage());
  const run = (command: string, copy: ProjectCopy, ...args: string[]) => start(command, copy, args).result;

  afterEach(async () => {
    const folder = project?.folder;
    await project?.remove();
    project = undefined;
    if (folder) assert.deepEqual(livingProcesses(folder), [], 'a process was left behind');
  });

  for (const [name, source] of [
    ['vitest', 'src/shipping.ts'],
    ['node-test', 'src/shipping.js'],
  ] as const) {
    it(`shows what the tests of ${name} execute and what they leave out, and writes nothing ${verifies('CLI-1', 'FRM-2')}`, async () => {
      const copy = await open(name);
      const before = await copy.snapshot();
      const { exitCode, stdout, stderr } = await run('coverage', copy, source);
      assert.equal(exitCode, 0, stderr);
      const [, covered, all] =
        /^src\/shipping\.[jt]s +\S+ % \((\d+) of (\d+)\) +\S+ % \(\d+ of \d+\)$/m.exec(stdout) ?? [];
      assert.ok(Number(covered) > 0 && Number(covered) < Number(all), stdout);
      assert.match(stdout, /^Not covered\n {2}– src\/shipping\.[jt]s:\d+ · .* not executed \(line/m);
      assert.match(stdout, /^1 test passed · \d+\.\d s$/m);
      assert.deepEqual(await copy.snapshot(), before);
    });
  }

  it(`ends with 1 when the gate fails, and says which rule ${verifies('CLI-1')}`, async () => {
    const copy = await open('vitest');
    const { exitCode, stdout, stderr } = await run('gate', copy, 'src/shipping.ts');
    assert.equal(exitCode, 1, stderr);
    assert.match(stdout, /^✗ Statement coverage failed: .* at least 80 % is required\.$/m);
    assert.match(stdout, /^✓ Pass rate passed: /m);
    assert.match(stdout, /^The quality gate failed: statement coverage is /m);
  });

  it(`ends with 0 when the gate passes ${verifies('CLI-1')}`, async () => {
    const copy = await open('vitest');
    await copy.write('src/double.ts', 'export const double = (n: number) => n * 2;\n');
    await copy.write(
      'src/double.test.ts',
      "import { expect, it } from 'vitest';\nimport { double } from './double';\nit('doubles', () => { expect(double(2)).toBe(4); });\n",
    );
    const { exitCode, stdout, stderr } = await run('gate', copy, 'src/double.ts');
    assert.equal(exitCode, 0, stdout + stderr);
    assert.match(stdout, /^The quality gate passed: statement coverage is 100\.0 %/m);
  });

  it(`says that a file lies outside of the workspace, and ends with 2 ${verifies('CLI-1')}`, async () => {
    const copy = await open('vitest');
    const workspace = path.join(copy.folder, 'src');
    const args = ['coverage', '--workspace', workspace, path.join(copy.folder, 'package.json')];
    const { exitCode, stderr } = await startCli(args, storage()).result;
    assert.deepEqual([exitCode, /outside the workspace/.test(stderr)], [2, true], stderr);
  });

  it(`writes the metrics of the run to a file ${verifies('MET-10.3-9')}`, async () => {
    const copy = await open('vitest');
    const folder = path.join(storage(), 'metrics');
    await mkdir(folder);
    const file = path.join(folder, 'metrics.prom');
    const { exitCode, stderr } = await run('coverage', copy, '--metrics', file, 'src/shipping.ts');
    assert.equal(exitCode, 0, stderr);
    const text = await readFile(file, 'utf8');
    assert.match(text, /^# TYPE tasks_total counter$/m);
    assert.match(text, /^tasks_total\{.*task_type="analyze-coverage".*\} 1$/m);
    assert.deepEqual(await readdir(folder), ['metrics.prom']);
  });

  it('refuses a metrics file in a folder that does not exist, before anything runs', async () => {
    const copy = await open('vitest');
    const file = path.join(storage(), 'missing', 'metrics.prom');
    const { exitCode, stdout, stderr } = await run('coverage', copy, '--metrics', file, 'src/shipping.ts');
    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.match(stderr, /^Error: The folder .*missing for --metrics does not exist\. Create it first\.$/m);
    assert.doesNotMatch(stderr, /Agent/);
  });

  it(`ends as it would have when nobody reads the result any more ${verifies('CLI-1')}`, async () => {
    const copy = await open('vitest');
    const { child, result } = start('coverage', copy, ['src/shipping.ts']);
    child.stdout?.destroy();
    const { exitCode, stderr } = await result;
    assert.deepEqual([exitCode, /EPIPE/.test(stderr)], [0, false], stderr);
  });
});
