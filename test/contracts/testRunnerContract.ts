import assert from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectTestProject } from '../../src/adapters/testRunners/detectTestProject';
import { createNodeWorkspace } from '../../src/adapters/workspace/nodeWorkspace';
import { isAbortError } from '../../src/base/abort';
import type { FileCoverage } from '../../src/core/testing/coverage';
import { probeKey } from '../../src/core/testing/testProbe';
import type { TestFrameworkId } from '../../src/core/testing/testProject';
import type {
  MarkedRun,
  MarkRecords,
  TestRunRequest,
  TestRunResult,
} from '../../src/core/testing/testRunner';
import type { Workspace } from '../../src/core/testing/workspace';
import { copyProject, type ProjectCopy } from '../support/projectCopy';
import { setUpTestRunners, type TestRunnerSetup } from '../support/testRunners';

/** How a fixture project writes its tests; all have `shipping` as their source, in their own dialect. */
export interface ProjectDialect {
  readonly fixture: string;
  readonly framework: TestFrameworkId;
  /** With an existing test in it. */
  readonly existingTest: string;
  readonly testFolder: string;
  /** `.test.ts` */
  readonly testSuffix: string;
  readonly source: string;
  /** Lines at the top of a test file: imports of the framework, of `shipping` and of an `assert` with `equal` and `rejects`. */
  readonly header: string;
  /** Expression for a test that is not run, up to its title. */
  readonly skip: string;
  readonly brokenImport: string;
  /** Loads a module of Node inside an async test. */
  readonly load: 'await import' | 'require';
  /** `module.exports = …` is a statement, `export { … }` is none. */
  readonly hasExportStatement: boolean;
  /** A further module, the text that exports a constant from it, and the line that imports `now` from it. */
  readonly moduleFile: string;
  readonly exporting: (declaration: string) => string;
  readonly moduleImport: string;
  /** What stands before and behind the function of a test that may take 800 ms. */
  readonly shortTimeout: readonly [string, string];
}

type CompletedRun = Extract<TestRunResult, { status: 'completed' }>;

/** The promises of `TestRunner`, kept with the framework that really runs. */
export function testRunnerContract(dialect: ProjectDialect): void {
  let runners: TestRunnerSetup;
  let project: ProjectCopy;
  let workspace: Workspace;

  before(async () => {
    runners = await setUpTestRunners();
  });
  after(() => runners.remove());
  beforeEach(async () => {
    project = await copyProject(dialect.fixture);
    workspace = createNodeWorkspace(project.folder);
  });
  afterEach(() => project.remove());

  const testFile = (name: string): string => `${dialect.testFolder}/${name}${dialect.testSuffix}`;

  async function writeTest(name: string, body: string, header = dialect.header): Promise<string> {
    await project.write(testFile(name), `${header}\nconst run = process['${probeKey}'];\n${body}\n`);
    return testFile(name);
  }

  async function runFiles(
    files: readonly string[],
    options: Partial<TestRunRequest> & { readonly signal?: AbortSignal } = {},
  ): Promise<TestRunResult> {
    const { signal = new AbortController().signal, ...request } = options;
    return runners.runner(dialect.framework, workspace).run(
      {
        project: await detectTestProject(workspace, dialect.source),
        files,
        coverageOf: [],
        environment: {},
        timeoutMs: 50_000,
        onOutput: () => {},
        ...request,
      },
      signal,
    );
  }

  async function complete(...parameters: Parameters<typeof runFiles>): Promise<CompletedRun> {
    const result = await runFiles(...parameters);
    assert.equal(result.status, 'completed', JSON.stringify(result));
    return result as CompletedRun;
  }

  it('reports each test with its titles from the outermost suite, and how it ended', async () => {
    const file = await writeTest(
      'outcomes',
      `describe('outer', () => {
        describe('inner', () => {
          it('passes', () => {});
          it('fails', () => { throw new Error('as it should'); });
        });
        ${dialect.skip}('waits', () => {});
      });
      it('stands alone', async () => {});`,
    );
    const { tests, brokenFiles, durationMs } = await complete([file]);
    assert.deepEqual(
      tests.map(({ file: of, titlePath, status }) => [of, titlePath.join(' > '), status]).sort(),
      [
        [file, 'outer > inner > fails', 'failed'],
        [file, 'outer > inner > passes', 'passed'],
        [file, 'outer > waits', 'skipped'],
        [file, 'stands alone', 'passed'],
      ],
    );
    assert.match(
      tests.find(({ status }) => status === 'failed')?.failureMessage ?? '',
      /^(?:Error: )?as it should/,
    );
    assert.deepEqual(brokenFiles, []);
    assert.ok(durationMs > 0);
  });

  it('runs the given files and no others, and leaves the project as it was', async () => {
    const file = await writeTest('only', `it('is asked for', () => {});`);
    await writeTest('other', `it('is not asked for', () => {});`);
    const before = await project.snapshot();
    let output = '';
    const { tests, commandLine, coverage } = await complete([file], { onOutput: (text) => (output += text) });
    assert.deepEqual(
      tests.map(({ titlePath }) => titlePath),
      [['is asked for']],
    );
    assert.equal(coverage, undefined);
    assert.match(commandLine, new RegExp(`only\\${dialect.testSuffix}$`));
    assert.match(output, /is asked for|only/);
    assert.deepEqual(await project.snapshot(), before);
  });

  it('names files that cannot be loaded, and still runs the others', async () => {
    const unresolved = await writeTest('unresolved', `${dialect.brokenImport}\nit('never runs', () => {});`);
    const invalid = await writeTest('invalid', `it('never runs', () => {`);
    const { tests, brokenFiles } = await complete([unresolved, dialect.existingTest, invalid]);
    assert.deepEqual(
      tests.map(({ status, titlePath }) => [status, titlePath.at(-1)]),
      [['passed', 'adds the express surcharge']],
    );
    assert.deepEqual(brokenFiles.map(({ file }) => file).sort(), [invalid, unresolved]);
    assert.match(brokenFiles.find(({ file }) => file === unresolved)?.message ?? '', /nowhere/);
    assert.match(brokenFiles.find(({ file }) => file === invalid)?.message ?? '', /error|unexpected/i);
  });

  it('fails, with what was printed, when a file holds no test', async () => {
    const file = await writeTest('empty', '');
    const result = await runFiles([file]);
    // Jest and Vitest call such a file broken.
    if (result.status === 'completed')
      assert.deepEqual(
        result.brokenFiles.map((broken) => broken.file),
        [file],
      );
    else assert.equal(result.status, 'failed');
  });

  it('does not believe a run that ends badly after its last test passed', async () => {
    const file = await writeTest(
      'late',
      `it('passes', () => { process.once('exit', () => { process.exitCode = 3; }); setTimeout(() => { throw new Error('too late'); }, 0); });
      it('lasts', () => new Promise((resolve) => setTimeout(resolve, 50)));`,
    );
    const result = await runFiles([file]);
    const isFailing = result.status === 'failed' || (result.status === 'completed' && hasFailure(result));
    assert.ok(isFailing, JSON.stringify(result));
  });

  it('kills an endless test with all its processes when the time is over', async () => {
    const file = await writeTest('endless', endlessTest(project.folder, dialect.load));
    const result = await runFiles([file], { timeoutMs: 4000 });
    assert.equal(result.status, 'timed-out');
    await assertNoneAlive(project.folder);
  });

  it('leaves nothing but caches in the temporary folder of a run that was killed', async () => {
    const temporary = join(project.folder, 'temporary');
    await mkdir(temporary);
    const file = await writeTest('endless', endlessTest(project.folder, dialect.load));
    const names = process.platform === 'win32' ? ['TEMP', 'TMP'] : ['TMPDIR'];
    const saved = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = temporary;
    try {
      assert.equal((await runFiles([file], { timeoutMs: 4000 })).status, 'timed-out');
    } finally {
      for (const [name, value] of saved) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
    const left = await readdir(temporary);
    assert.deepEqual(
      left.filter((name) => !/^(?:jest_|tsx-|node-compile-cache|node-jiti)/.test(name)),
      [],
    );
  });

  it('kills everything before it rejects when it is aborted', async () => {
    const file = await writeTest('aborted', endlessTest(project.folder, dialect.load));
    const controller = new AbortController();
    const timer = setInterval(() => {
      void readPids(project.folder).then((pids) => pids.length === 2 && controller.abort());
    }, 50);
    await assert.rejects(runFiles([file], { signal: controller.signal }), isAbortError);
    clearInterval(timer);
    await assertNoneAlive(project.folder);
  });

  // Node.js brings its own.
  if (dialect.framework !== 'node-test') {
    it('says when the framework is not installed', async () => {
      const runner = runners.runner(dialect.framework, createNodeWorkspace(runners.folder));
      const detected = await detectTestProject(workspace, dialect.source);
      const request = {
        project: detected,
        files: ['a.js'],
        coverageOf: [],
        environment: {},
        timeoutMs: 1000,
        onOutput: () => {},
      };
      await assert.rejects(runner.run(request, new AbortController().signal), {
        code: 'test-runner-not-installed',
      });
    });
  }

  describe('marked tests', () => {
    const guarded: MarkedRun = { isGuarded: true, bodyTimeoutMs: 20_000 };
    const test = (mark: string, body: string): string =>
      `it('${mark}', () => run('${mark}', async () => { ${body} }, globalThis));`;
    const load = (name: string): string => `${dialect.load}('node:${name}')`;

    async function runMarked(
      name: string,
      tests: readonly string[],
      marked: MarkedRun = guarded,
    ): Promise<{ readonly result: TestRunResult; readonly marks: MarkRecords }> {
      const result = await runFiles([await writeTest(name, tests.join('\n'))], { marked });
      assert.ok(result.marks, JSON.stringify(result));
      return { result, marks: result.marks };
    }

    const statuses = (result: TestRunResult): Record<string, string> => {
      assert.equal(result.status, 'completed', JSON.stringify(result));
      return Object.fromEntries(
        (result as CompletedRun).tests.map(({ titlePath, status }) => [titlePath.at(-1), status]),
      );
    };
    const failure = (result: TestRunResult, title: string): string | undefined =>
      (result as CompletedRun).tests.find(({ titlePath }) => titlePath.at(-1) === title)?.failureMessage;

    it('fail when they write, delete or rename files, which then does not happen', async () => {
      await project.write('precious.txt', 'kept');
      const precious = JSON.stringify(join(project.folder, 'precious.txt'));
      const other = JSON.stringify(join(project.folder, 'other.txt'));
      const writes = {
        'writes at once': `(${load('fs')}).writeFileSync(${precious}, 'lost');`,
        'writes later': `await (${load('fs/promises')}).writeFile(${precious}, 'lost');`,
        'writes a stream': `(${load('fs')}).createWriteStream(${other}).end('x');`,
        deletes: `(${load('fs')}).rmSync(${precious});`,
        renames: `(${load('fs')}).renameSync(${precious}, ${other});`,
        'makes a folder': `await (${load('fs')}).promises.mkdir(${other});`,
      };
      const harmless = test('counts', 'assert.equal(shippingCents({ weightKg: 1 }), 490);');
      const names = Object.keys(writes);
      const before = await project.snapshot();
      const { result, marks } = await runMarked('writes', [
        ...Object.entries(writes).map(([mark, body]) => test(mark, body)),
        harmless,
      ]);
      assert.deepEqual(statuses(result), {
        ...Object.fromEntries(names.map((name) => [name, 'failed'])),
        counts: 'passed',
      });
      assert.deepEqual(
        Object.fromEntries(marks.effects),
        Object.fromEntries(names.map((name) => [name, ['file-system']])),
      );
      assert.match(failure(result, 'writes at once') ?? '', /Blocked by Agentic QE Fleet: fs\.writeFileSync/);
      const { [join(project.folder, testFile('writes'))]: _written, ...after } = await project.snapshot();
      assert.deepEqual(after, before);
      assert.deepEqual(marks.unfinished, []);
    });

    it('may use a temporary folder of their own, and nothing beside it, as long as it is gone in the end', async () => {
      const make = `const fs = ${load('fs')}; const { join } = ${load('path')}; const { tmpdir } = ${load('os')}; const folder = fs.mkdtempSync(join(tmpdir(), 'own-'));`;
      const remove = 'fs.rmSync(folder, { recursive: true });';
      const file = "join(folder, 'a.txt')";
      const numbered = `await new Promise((done) => fs.open(${file}, 'w', (error, number) => fs.write(number, 'x', () => fs.close(number, done))));`;
      const { result, marks } = await runMarked('own', [
        test('at once', `${make} fs.writeFileSync(${file}, 'x'); ${remove}`),
        test(
          'by stream',
          `${make} await new Promise((done) => fs.createWriteStream(${file}).end('x', done)); ${remove}`,
        ),
        test('by promise', `${make} await fs.promises.mkdir(join(folder, 'b')); ${remove}`),
        test('by number', `${make} ${numbered} ${remove}`),
        test('leaves it', `${make} fs.writeFileSync(${file}, 'x');`),
        test(
          'goes out',
          `${make} try { fs.writeFileSync(join(folder, '..', 'x'), ''); } finally { ${remove} }`,
        ),
      ]);
      assert.deepEqual(statuses(result), {
        ...{ 'at once': 'passed', 'by stream': 'passed', 'by promise': 'passed', 'by number': 'passed' },
        ...{ 'leaves it': 'passed', 'goes out': 'failed' },
      });
      assert.deepEqual(Object.fromEntries(marks.effects), {
        'leaves it': ['file-system'],
        'goes out': ['file-system'],
      });
    });

    it('may read files, and are known to have done so, but not for loading modules', async () => {
      await project.write('data.txt', 'text');
      await project.write('late.cjs', 'module.exports = require("./later.json");');
      await project.write('later.json', '[7]');
      const data = JSON.stringify(join(project.folder, 'data.txt'));
      const late = JSON.stringify(join(project.folder, 'late.cjs'));
      const { result, marks } = await runMarked('reads', [
        test('reads', `assert.equal((${load('fs')}).readFileSync(${data}, 'utf8'), 'text');`),
        test('loads', `const late = ${dialect.load}(${late}); assert.equal((late.default ?? late)[0], 7);`),
      ]);
      assert.deepEqual(statuses(result), { reads: 'passed', loads: 'passed' });
      assert.deepEqual(Object.fromEntries(marks.effects), { reads: ['file-system'] });
    });

    it('fail when they reach for the network, processes, threads or the end of the process', async () => {
      const touches = {
        listens: `(${load('http')}).createServer(() => {}).listen(0);`,
        connects: `(${load('net')}).connect(9);`,
        fetches: `await fetch('http://127.0.0.1:9');`,
        spawns: `(${load('child_process')}).spawn('true');`,
        threads: `new (${load('worker_threads')}).Worker('1', { eval: true });`,
        exits: 'process.exit(0);',
        moves: `process.chdir('/');`,
        'is late': `setTimeout(() => { try { process.kill(process.pid); } catch {} }, 1); await new Promise((resolve) => setTimeout(resolve, 40));`,
      };
      const { result, marks } = await runMarked('touches', [
        ...Object.entries(touches).map(([mark, body]) => test(mark, body)),
      ]);
      assert.deepEqual(statuses(result), {
        ...Object.fromEntries(Object.keys(touches).map((name) => [name, 'failed'])),
        'is late': 'passed',
      });
      assert.deepEqual(Object.fromEntries(marks.effects), {
        listens: ['network'],
        connects: ['network'],
        fetches: ['network'],
        spawns: ['process'],
        threads: ['process'],
        exits: ['process'],
        moves: ['process'],
        'is late': ['process'],
      });
    });

    it('touch what they like when they are not guarded', async () => {
      const file = JSON.stringify(join(project.folder, 'made.txt'));
      const { result, marks } = await runMarked(
        'free',
        [test('writes', `(${load('fs')}).writeFileSync(${file}, 'x');`)],
        { ...guarded, isGuarded: false },
      );
      assert.deepEqual(statuses(result), { writes: 'passed' });
      assert.equal(marks.effects.size, 0);
    });

    it('see another clock and the same random numbers each time, their modules too, and nobody else does', async () => {
      await project.write(
        dialect.moduleFile,
        dialect.exporting('now = () => [Date.now(), new Date().getTime(), Math.random()]'),
      );
      const body = (mark: string): string =>
        test(
          mark,
          `const [first, second, random] = now();
          assert.equal(new Date(first).getUTCFullYear(), 2100);
          assert.equal(new Date(second).getUTCFullYear(), 2100);
          assert.equal(new Date().constructor, Date);
          assert.equal(new Date(0).getTime(), 0);
          seen.push(random);`,
        );
      const file = await writeTest(
        'shifted',
        `const seen = [];
        ${body('a')}
        ${body('b')}
        it('c', () => { assert.equal(seen.length, 2); assert.equal(seen[0], seen[1]); assert.notEqual(now()[2], seen[0]); assert.ok(new Date().getUTCFullYear() < 2099); });`,
        `${dialect.header}\n${dialect.moduleImport}`,
      );
      const clockOffsetMs = Date.UTC(2100, 5) - Date.now();
      const marked = { ...guarded, clockOffsetMs, randomSeed: 7 };
      const { tests } = await complete([file], { marked });
      assert.deepEqual(
        tests.map(({ titlePath, status, failureMessage }) => [titlePath.at(-1), status, failureMessage]),
        [
          ['a', 'passed', undefined],
          ['b', 'passed', undefined],
          ['c', 'passed', undefined],
        ],
      );
    });

    it('are stopped from outside when one never gives its thread back, and it is named', async () => {
      const tests = [test('quick', ''), test('endless', 'for (;;);'), test('never reached', '')];
      const { result, marks } = await runMarked('stuck', tests, { ...guarded, bodyTimeoutMs: 1500 });
      assert.deepEqual([result.status, 'timeoutMs' in result && result.timeoutMs], ['timed-out', 1500]);
      assert.deepEqual(marks.unfinished, [{ mark: 'endless' }]);
    });

    it('are named when they leave a timer running that keeps the process alive', async () => {
      const tests = [
        test('tidy', 'clearInterval(setInterval(() => {}, 10));'),
        test('untidy', 'setInterval(() => {}, 10);'),
      ];
      const { marks } = await runMarked('left', tests, { ...guarded, bodyTimeoutMs: 1500 });
      assert.deepEqual(marks.unfinished, [{ mark: 'untidy' }]);
    });

    it('are named when nobody catches what they leave behind', async () => {
      const { result, marks } = await runMarked('floating', [
        test('calm', ''),
        test('floating', `Promise.reject(new Error('adrift'));`),
        test('last', 'await new Promise((resolve) => setTimeout(resolve, 20));'),
      ]);
      // Jest fails the test that is at work, and Node's runner as well.
      const failed = 'tests' in result ? result.tests.filter(({ status }) => status === 'failed') : [];
      const named = [
        ...marks.uncaught,
        ...failed.map(({ titlePath }) => [titlePath.at(-1), 'Error: adrift']),
      ];
      assert.deepEqual(Object.fromEntries(named), { floating: 'Error: adrift' });
    });

    it('are attributed all they execute, while the runner sends messages and one it has given up ends', async () => {
      const [before, behind] = dialect.shortTimeout;
      const file = await writeTest(
        'attributed',
        [
          `it('hangs', ${before}() => run('hangs', () => new Promise((resolve) => setTimeout(resolve, 1100)), globalThis)${behind});`,
          test(
            'counts',
            `assert.equal(shippingCents({ weightKg: 1 }), 490);
            console.log('printed');
            await new Promise((resolve) => setTimeout(resolve, 500));
            assert.equal(new Depot().add({ weightKg: 2 }).totalKg, 2);`,
          ),
        ].join('\n'),
      );
      const { coverage } = await complete([file], { coverageOf: [dialect.source], marked: guarded });
      assert.deepEqual([...(coverage?.byMark.keys() ?? [])], ['counts']);
      const text = (await workspace.readText(dialect.source)) ?? '';
      const hits = nonZero(hitsByText(only(coverage?.byMark.get('counts')), text));
      assert.deepEqual(
        ['return baseCents[zone] + surcharge;', 'return this;'].map((statement) => hits[statement]),
        [1, 1],
      );
    });
  });

  describe('coverage', () => {
    const marked = `
      it('a', () => run('a', () => { assert.equal(shippingCents({ weightKg: 1, isExpress: true }), 990); }));
      it('b', () => run('b', async () => { assert.equal(await quote(async () => 1.5, { weightKg: 1 }), 735); }));
      it('c', () => run('c', () => { assert.throws(() => shippingCents({ weightKg: 0 }, 'abroad'), RangeError); }));
      it('fails', () => run('fails', async () => { await null; shippingCents({ weightKg: 1 }, 'home'); assert.equal(1, 2); }));
      it('unmarked and last', () => { assert.equal(new Depot().add({ weightKg: 2 }).totalKg, 2); });`;

    it('is exact, in total and by mark, in terms of the source', async () => {
      const file = await writeTest('marked', marked);
      const before = await project.snapshot();
      const { coverage, tests } = await complete([file], { coverageOf: [dialect.source] });
      assert.deepEqual(
        tests.map(({ status }) => status),
        ['passed', 'passed', 'passed', 'failed', 'passed'],
      );
      const text = (await workspace.readText(dialect.source)) ?? '';
      const total = coverage?.total.find(({ file: of }) => of === dialect.source);
      assert.ok(total && coverage);
      assert.equal(coverage.total.length, 1);

      assert.deepEqual(hitsByText(total, text), {
        ...statementTexts,
        ...(dialect.hasExportStatement
          ? { 'module.exports = { shippingCents, neverCalled, Depot, quote };': 1 }
          : {}),
      });
      assert.deepEqual(total.branchHits, [...branchHits]);
      const body = (mark: string): object => nonZero(hitsByText(only(coverage.byMark.get(mark)), text));
      const path = {
        'if (parcel.weightKg <= 0) {': 1,
        surcharge: 1,
        'return baseCents[zone] + surcharge;': 1,
      };
      assert.deepEqual(body('a'), path);
      assert.deepEqual(body('b'), {
        ...path,
        rate: 1,
        'if (rate > 2) {': 1,
        'return Math.round(shippingCents(parcel) * rate);': 1,
      });
      assert.deepEqual(body('c'), {
        'if (parcel.weightKg <= 0) {': 1,
        "throw new RangeError('A parcel weighs something');": 1,
      });
      assert.deepEqual(body('fails'), path);
      assert.deepEqual([...coverage.byMark.keys()].sort(), ['a', 'b', 'c', 'fails']);
      assert.deepEqual(only(coverage.byMark.get('a')).branchHits, [1, 0, 1, 1, 0, 0, 0, 0, 0]);
      assert.deepEqual(only(coverage.byMark.get('c')).branchHits, [1, 1, 0, 0, 0, 0, 0, 0, 0]);
      assert.deepEqual(await project.snapshot(), before);
    });

    it('is exact by mark also where the code ran before the first mark', async () => {
      const file = await writeTest(
        'warm',
        `shippingCents({ weightKg: 1 });
        it('c', () => run('c', () => { assert.throws(() => shippingCents({ weightKg: 0 }, 'abroad'), RangeError); }));
        it('a', () => run('a', () => { assert.equal(shippingCents({ weightKg: 1 }, 'home'), 490); }));
        it('again', () => run('again', () => { assert.throws(() => shippingCents({ weightKg: -1 }), RangeError); }));`,
      );
      const { coverage } = await complete([file], { coverageOf: [dialect.source] });
      for (const mark of ['c', 'again'])
        assert.deepEqual(only(coverage?.byMark.get(mark)).branchHits, [1, 1, 0, 0, 0, 0, 0, 0, 0], mark);
      assert.deepEqual(only(coverage?.byMark.get('a')).branchHits, [1, 0, 1, 0, 1, 0, 0, 0, 0]);
    });

    it('has the same points in every run, and adds up over files', async () => {
      const first = await writeTest('first', `it('a', () => { shippingCents({ weightKg: 1 }); });`);
      const second = await writeTest(
        'second',
        `it('b', () => { shippingCents({ weightKg: 2 }, 'abroad'); });`,
      );
      const one = await complete([first], { coverageOf: [dialect.source] });
      const both = await complete([first, second], { coverageOf: [dialect.source] });
      const [ofOne, ofBoth] = [only(one.coverage?.total), only(both.coverage?.total)];
      assert.deepEqual(ofBoth.statements, ofOne.statements);
      assert.deepEqual(ofBoth.branches, ofOne.branches);
      assert.deepEqual(
        [ofOne.branchHits.slice(0, 3), ofBoth.branchHits.slice(0, 3)],
        [
          [1, 0, 1],
          [2, 0, 2],
        ],
      );
    });

    it('leaves out files that were not loaded', async () => {
      await project.write('src/lonely.js', 'module.exports = 1;');
      const { coverage } = await complete([dialect.existingTest], {
        coverageOf: ['src/lonely.js', dialect.source],
      });
      assert.deepEqual(
        coverage?.total.map(({ file }) => file),
        [dialect.source],
      );
    });

    it('is measured with the preloads of the user, and marks pass through without it', async () => {
      await project.write('with space/preload.cjs', `process.env.PRELOADED = 'yes';`);
      const file = await writeTest(
        'preload',
        `it('p', () => run('p', () => { assert.equal(process.env.PRELOADED, 'yes'); shippingCents({ weightKg: 1 }); return undefined; }));`,
      );
      const environment = {
        NODE_OPTIONS: `--require "${join(project.folder, 'with space', 'preload.cjs').replaceAll('\\', '\\\\')}"`,
      };
      const measured = await complete([file], { coverageOf: [dialect.source], environment });
      assert.equal(measured.tests[0]?.status, 'passed', measured.tests[0]?.failureMessage);
      assert.equal(measured.coverage?.byMark.size, 1);
      const plain = await complete([file], { environment });
      assert.equal(plain.tests[0]?.status, 'passed', plain.tests[0]?.failureMessage);
    });
  });
}

/** Executions of each statement of `shipping` by the marked tests, by its first line or what it initialises. */
const statementTexts = {
  baseCents: 1,
  'if (parcel.weightKg <= 0) {': 4,
  "throw new RangeError('A parcel weighs something');": 1,
  surcharge: 3,
  'return baseCents[zone] + surcharge;': 3,
  'if (days > 3)': 0,
  "return 'late';": 0,
  "return 'in time';": 0,
  parcels: 1,
  'this.parcels.push(parcel);': 1,
  'return this;': 1,
  'return this.parcels.reduce(': 1,
  'sum + weightKg': 1,
  rate: 1,
  'if (rate > 2) {': 1,
  'return Number.NaN;': 0,
  'return Math.round(shippingCents(parcel) * rate);': 1,
};

/**
 * zone = 'home'; weightKg <= 0, else; isExpress ? :; days > 3, else; rate > 2, else. V8 does not count default values apart
 * from the calls (4, two of them with a zone), as in Vitest's and c8's own reports.
 */
const branchHits = [4, 1, 3, 1, 2, 0, 0, 0, 1];

function hitsByText(coverage: FileCoverage, text: string): Record<string, number> {
  const lines = text.split('\n');
  return Object.fromEntries(
    coverage.statements.map(({ start }, index) => {
      const from = (lines[start.line - 1] ?? '').slice(start.column);
      return [statementName(lines[start.line - 1] ?? '', from), coverage.statementHits[index] ?? 0];
    }),
  );
}

/** A declaration is counted at its initial value: its name says more. */
function statementName(line: string, from: string): string {
  const declared = /^\s*(?:private readonly |const )?(\w+)(?:: [^=]+)? = /.exec(line)?.[1];
  if (declared !== undefined && declared !== 'module') return declared;
  return Object.keys(statementTexts).find((name) => from.startsWith(name)) ?? from;
}

function nonZero(hits: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(hits).filter(([, count]) => count > 0));
}

function only(coverage: readonly FileCoverage[] | undefined): FileCoverage {
  const [first, ...others] = coverage ?? [];
  assert.ok(first && others.length === 0, 'coverage of exactly one file');
  return first;
}

function hasFailure({ tests, brokenFiles }: CompletedRun): boolean {
  return brokenFiles.length > 0 || tests.some(({ status }) => status === 'failed');
}

/** Starts a child that would live for ever, notes both process ids, and never gives the thread back. */
function endlessTest(folder: string, load: string): string {
  const file = JSON.stringify(join(folder, 'pids.txt'));
  return `it('never ends', async () => {
    const { spawn } = ${load}('node:child_process');
    const { writeFileSync } = ${load}('node:fs');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit', env: {} });
    writeFileSync(${file}, process.pid + ' ' + child.pid + ' ');
    for (;;);
  });`;
}

async function readPids(folder: string): Promise<readonly number[]> {
  const text = await readFile(join(folder, 'pids.txt'), 'utf8').catch(() => '');
  return text.endsWith(' ') ? text.trim().split(' ').map(Number) : [];
}

async function assertNoneAlive(folder: string): Promise<void> {
  const pids = await readPids(folder);
  assert.equal(pids.length, 2, 'the endless test has started');
  for (const pid of pids) assert.equal(await isRunning(pid), false, `process ${pid} is gone`);
}

/** Zombies do not count: in a container nobody may reap them. */
async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) [ZX] /.test(stat);
}
