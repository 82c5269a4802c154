import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { livingProcesses } from '../../support/livingProcesses';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { repositoryRoot } from '../../tools/repositoryPaths';

/** The built product from the command line to the file on disk, in the frameworks' own processes. */
describe('agentic-qe generate', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy | undefined;
  const open = async (name: string): Promise<ProjectCopy> => {
    project = await copyProject(name);
    return project;
  };
  const generate = (copy: ProjectCopy, ...files: string[]) =>
    startCli(
      ['generate', '--workspace', copy.folder, ...files.map((file) => path.join(copy.folder, file))],
      storage(),
    );

  afterEach(async () => {
    const folder = project?.folder;
    await project?.remove();
    project = undefined;
    if (folder) assert.deepEqual(livingProcesses(folder), [], 'a process was left behind');
  });

  const frameworks: [name: string, source: string, testFile: string][] = [
    ['vitest', 'src/shipping.ts', 'src/shipping.test.ts'],
    ['jest', 'src/shipping.js', 'test/shipping.test.js'],
    ['mocha', 'src/shipping.js', 'test/shipping.test.js'],
    ['node-test', 'src/shipping.js', 'test/shipping.test.js'],
    ['mocha-ts', 'src/shipping.ts', 'test/shipping.test.ts'],
    ['node-test-ts', 'src/shipping.ts', 'test/shipping.test.ts'],
  ];
  for (const [name, source, testFile] of frameworks) {
    it(`writes tests that pass in ${name}, and touches nothing else ${verifies('RUN-1', 'RUN-5', 'FRM-1', 'FRM-2')}`, async () => {
      const copy = await open(name);
      const before = await copy.snapshot();
      const { exitCode, stdout, stderr } = await generate(copy, source).result;
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, /✓ .*\n {6}5\/5 runs/);
      const after = await copy.snapshot();
      const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
      assert.deepEqual(
        changed.map((file) => path.relative(copy.folder, file)),
        [path.normalize(testFile)],
      );
      assert.doesNotMatch(after[path.join(copy.folder, testFile)] ?? '', /agenticQeProbe/);
      const coverage = /src\/shipping\.[jt]s\s+\S+ % → (\S+) %/.exec(stdout);
      assert.ok(Number(coverage?.[1]) >= 90, stdout);
    });
  }

  it(`has everything back as it was after undo ${verifies('RUN-7')}`, async () => {
    const copy = await open('vitest');
    const before = await copy.snapshot();
    await generate(copy, 'src/shipping.ts').result;
    assert.notDeepEqual(await copy.snapshot(), before);
    const { exitCode, stdout } = await startCli(['undo', '--workspace', copy.folder], storage()).result;
    assert.deepEqual([exitCode, await copy.snapshot()], [0, before], stdout);
    const again = await startCli(['undo', '--workspace', copy.folder], storage()).result;
    assert.equal(again.exitCode, 1);
  });

  it(`leaves an empty folder of the user's where it was, and no folder of its own, after undo ${verifies('RUN-7')}`, async () => {
    const copy = await open('node-test');
    await rm(path.join(copy.folder, 'test'), { recursive: true });
    const folders = async (): Promise<string[]> => (await readdir(copy.folder)).sort();
    for (const isThere of [true, false]) {
      if (isThere) await mkdir(path.join(copy.folder, 'test'));
      else await rmdir(path.join(copy.folder, 'test'));
      const before = await folders();
      const { stderr } = await generate(copy, 'src/shipping.js').result;
      assert.deepEqual(await readdir(path.join(copy.folder, 'test')), ['shipping.test.js'], stderr);
      await startCli(['undo', '--workspace', copy.folder], storage()).result;
      assert.deepEqual(await folders(), before);
    }
  });

  const taxes = `let rate = 0.2;
export function setRate(value: number): void { rate = value; }
/**
 * With 20 percent of tax.
 * @example withTax(100) // 120
 */
export function withTax(net: number): number { return net + rate; }
`;
  const settings = JSON.stringify({ generation: { findings: 'write' } });
  const usual =
    "import { expect, it } from 'vitest';\nimport { withTax } from './tax';\nit('adds', () => { expect(withTax(1)).toBeGreaterThan(1); });\n";
  /** Here the bug does not show: a test that must fail would pass. */
  const mended = `${usual.replace('{ withTax }', '{ setRate, withTax }').replace('expect, it', 'beforeEach, expect, it')}beforeEach(() => setRate(20));\n`;
  for (const [title, existing, isWritten] of [
    ['writes a test that shows a bug, marked as failing', usual, true],
    ['only shows it where its mark would fail', mended, false],
  ] as const) {
    it(`${title}: the suite is as green as it was ${verifies('RUN-13')}`, async () => {
      const copy = await open('vitest');
      await copy.write('agentic-qe.json', settings);
      await copy.write('src/tax.ts', taxes);
      await copy.write('src/tax.test.ts', existing);
      const { stdout, stderr } = await generate(copy, 'src/tax.ts').result;
      const text = await readFile(path.join(copy.folder, 'src/tax.test.ts'), 'utf8');
      assert.match(stdout, /Bug in src\/tax\.ts, withTax/, stderr);
      assert.equal(text.includes('it.fails('), isWritten, text);
      assert.equal(/Not written to src\/tax\.test\.ts: /.test(stdout), !isWritten, stdout);
      const vitest = path.join(repositoryRoot, 'node_modules/vitest/vitest.mjs');
      const suite = spawnSync(process.execPath, [vitest, 'run', 'src/tax.test.ts'], {
        cwd: copy.folder,
        encoding: 'utf8',
      });
      assert.equal(suite.status, 0, suite.stdout + suite.stderr);
    });
  }

  it(`adds to a test file with a committed snapshot, which goes by the name of its file ${verifies('RUN-12')}`, async () => {
    const copy = await open('jest');
    await copy.write('src/size.js', "exports.size = (text) => (text.length > 6 ? 'long' : 'short');\n");
    const existing =
      "const { size } = require('./size');\nit('snap', () => { expect(size('x')).toMatchSnapshot(); });\n";
    await copy.write('src/size.test.js', existing);
    await copy.write('src/__snapshots__/size.test.js.snap', 'exports[`snap 1`] = `"short"`;\n');
    const { stdout, exitCode } = await generate(copy, 'src/size.js').result;
    assert.equal(exitCode, 0, stdout);
    const text = await readFile(path.join(copy.folder, 'src/size.test.js'), 'utf8');
    assert.match(text, /'snap'[\s\S]*returns 'long'/);
  });

  const hostile: [title: string, source: string, message: RegExp][] = [
    [
      'throws on import',
      "throw new Error('no database');\nexport function f(a: number) { return a; }\n",
      /no database/,
    ],
    [
      'calls process.exit on import',
      'process.exit(7);\nexport function f(a: number) { return a; }\n',
      /exit/i,
    ],
    [
      'loops forever on import',
      'for (;;) {}\nexport function f(a: number) { return a; }\n',
      /within|finish|loop|seconds|s\b/i,
    ],
  ];
  for (const [title, source, message] of hostile) {
    it(`says in one message that a module ${title}, and leaves nothing ${verifies('ERR-4')}`, async () => {
      const copy = await open('vitest');
      await copy.write('src/hostile.ts', source);
      const before = await copy.snapshot();
      const { exitCode, stderr } = await generate(copy, 'src/hostile.ts').result;
      const errors = stderr.split('\n').filter((line) => line.startsWith('Error:'));
      assert.deepEqual([exitCode, errors.length], [4, 1], stderr);
      assert.match(errors[0] ?? '', message);
      assert.match(errors[0] ?? '', /src\/hostile\.ts/);
      assert.deepEqual(await copy.snapshot(), before);
    });
  }

  it(`names the line of a syntax error ${verifies('ERR-2')}`, async () => {
    const copy = await open('vitest');
    await copy.write('src/broken.ts', 'export function f() {\n  return (;\n}\n');
    const { exitCode, stderr } = await generate(copy, 'src/broken.ts').result;
    assert.equal(exitCode, 4);
    assert.match(stderr, /Error: src\/broken\.ts line 2: /);
  });

  it(`says what to do where there is no package.json ${verifies('ERR-1')}`, async () => {
    const copy = await open('vitest');
    await rm(path.join(copy.folder, 'package.json'));
    const { exitCode, stderr } = await generate(copy, 'src/shipping.ts').result;
    assert.equal(exitCode, 4);
    assert.match(stderr, /^Error: .*package\.json/m);
  });

  it(`says what to do when the framework is not installed, before anything is executed ${verifies('ERR-3')}`, async () => {
    // Outside of this repository, whose own frameworks would be found from a copy inside.
    const folder = path.join(await realpath(storage()), 'shop');
    await cp(path.join(repositoryRoot, 'test/fixtures/projects/vitest'), folder, { recursive: true });
    const started = startCli(
      ['generate', '--workspace', folder, path.join(folder, 'src/shipping.ts')],
      storage(),
    );
    const { exitCode, stderr } = await started.result;
    assert.equal(exitCode, 4);
    assert.match(stderr, /^Error: Vitest .*not installed.*npm install/m);
    assert.doesNotMatch(stderr, /\[write\]/);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends everything on ${signal} and leaves nothing ${verifies('RUN-9', 'RUN-5')}`, async function () {
      if (process.platform === 'win32') this.skip();
      const copy = await open('vitest');
      const before = await copy.snapshot();
      const cancelled = generate(copy, 'src/shipping.ts');
      await fileAppears(path.join(copy.folder, 'src'), /aqe-/);
      cancelled.child.kill(signal);
      const { exitCode, stderr } = await cancelled.result;
      assert.deepEqual([exitCode, await copy.snapshot()], [130, before], stderr);
      assert.deepEqual(livingProcesses(copy.folder), []);
    });
  }

  it(`cleans up after kill -9 with the next run ${verifies('RUN-11')}`, async () => {
    const copy = await open('vitest');
    const killed = generate(copy, 'src/shipping.ts');
    await fileAppears(path.join(copy.folder, 'src'), /aqe-/);
    killed.child.kill('SIGKILL');
    await killed.result;
    await generate(copy, 'src/shipping.ts').result;
    const left = (await readdir(path.join(copy.folder, 'src'))).filter((file) => file.includes('aqe-'));
    assert.deepEqual(left, []);
    assert.match(await readFile(path.join(copy.folder, 'src/shipping.test.ts'), 'utf8'), /describe/);
  });

  it(`keeps no test that fails beside the rest of a Mocha suite ${verifies('RUN-1')}`, async () => {
    const copy = await open('mocha');
    await copy.write(
      'src/ids.js',
      'const seen = new Set();\nexport function remember(key) {\n  if (seen.has(key)) return false;\n  seen.add(key);\n  return true;\n}\n',
    );
    await copy.write(
      'src/session.js',
      "import { remember } from './ids.js';\nexport const open = () => remember('hello');\n",
    );
    await copy.write(
      'test/a.test.js',
      "import { open } from '../src/session.js';\nimport { remember } from '../src/ids.js';\nfor (const key of ['SKU-1', 'abc', 'key', 'a', 'b', 'c']) remember(key);\ndescribe('session', () => { it('opens', () => { open(); }); });\n",
    );
    await generate(copy, 'src/ids.js').result;
    const suite = spawnSync(process.execPath, [require.resolve('mocha/bin/mocha.js')], {
      cwd: copy.folder,
      encoding: 'utf8',
    });
    assert.equal(suite.status, 0, suite.stdout);
  });

  it(`refuses a file outside the workspace with a usage error ${verifies('CLI-1')}`, async () => {
    const copy = await open('vitest');
    const { exitCode, stderr } = await startCli(
      ['generate', '--workspace', path.join(copy.folder, 'src'), path.join(copy.folder, 'package.json')],
      storage(),
    ).result;
    assert.deepEqual([exitCode, /outside the workspace/.test(stderr)], [2, true], stderr);
  });
});

async function fileAppears(folder: string, pattern: RegExp): Promise<void> {
  while (!(await readdir(folder)).some((file) => pattern.test(file)))
    await new Promise((resolve) => setTimeout(resolve, 10));
}
