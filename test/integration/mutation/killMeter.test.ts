import assert from 'node:assert/strict';
import type { KillMap, MeasureKillsResult } from '../../../src/core/mutation/killMap';
import { verifies } from '../../requirements';
import {
  aKillTrial,
  assertCandidate,
  dialects,
  type MutationSetup,
  nameOf,
  setUpMutation,
  type TestDialect,
  tableOf,
} from '../../support/killTrial';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';

const block = "BlockStatement: { if (points >= 50) return 'pa → {}";
const isTrue = 'ConditionalExpression: points >= 50 → true';
const isFalse = 'ConditionalExpression: points >= 50 → false';
const above = 'EqualityOperator: points >= 50 → points > 50';
const below = 'EqualityOperator: points >= 50 → points < 50';
const noPass = `StringLiteral: 'pass' → ""`;
const noFail = `StringLiteral: 'fail' → ""`;

describe('kill map', () => {
  let setup: MutationSetup;
  let project: ProjectCopy;

  before(async () => {
    setup = await setUpMutation();
  });
  after(() => setup.remove());
  afterEach(() => project.remove());

  for (const dialect of dialects) {
    describe(`in ${dialect.framework}`, () => {
      beforeEach(async () => {
        project = await copyProject(dialect.fixture);
      });

      const candidate = (id: string, ...lines: string[]) =>
        assertCandidate(dialect, id, { lines, names: ['grade'] });

      it(`says of each test which mutants it notices and which it only reaches ${verifies('MUT-1')}`, async () => {
        await project.write(dialect.source, gradeSource(dialect));
        const before = await project.snapshot();
        const { meter, runs } = await aKillTrial(dialect, setup.workbench(project));
        const kills = measured(
          await meter.measure([
            candidate('limit', `assert.equal(grade(50), 'pass');`),
            candidate('zero', `await null;`, `assert.equal(grade(0), 'fail');`),
            candidate('weak', `assert.equal(typeof grade(70), 'string');`),
          ]),
        );
        assert.deepEqual(kills.mutants.map(nameOf), [block, isTrue, isFalse, above, below, noPass, noFail]);
        assert.deepEqual(tableOf(kills), {
          limit: { killed: [block, isFalse, above, below, noPass], survived: [isTrue] },
          zero: { killed: [block, isTrue, below, noFail], survived: [isFalse, above] },
          weak: { killed: [block], survived: [isTrue, isFalse, above, below, noPass] },
        });
        assert.equal(runs.length, 1);
        assert.deepEqual(await project.snapshot(), before);
      });

      it('knows what existing tests notice, and which of them it cannot take apart', async () => {
        await project.write(dialect.source, gradeSource(dialect));
        await project.write(dialect.testFile, existingSuite(dialect));
        const { meter } = await aKillTrial(dialect, setup.workbench(project));
        const kills = measured(await meter.measure([candidate('limit', `assert.equal(grade(50), 'pass');`)]));
        const names = (ids: ReadonlySet<string>) => kills.mutants.filter(({ id }) => ids.has(id)).map(nameOf);
        assert.deepEqual(names(kills.killedBefore), [block, isTrue, below, noFail]);
        assert.deepEqual(kills.unmeasuredTests.map(({ title }) => title).sort(), [
          'grade › fails by itself',
          'grade › takes a parameter',
        ]);
        assert.deepEqual([...kills.byTest.keys()], ['limit']);
      });

      it('counts a test that a mutant would keep busy for ever as one that notices it', async () => {
        await project.write(dialect.source, stepsSource(dialect));
        const { meter, runs } = await aKillTrial(dialect, setup.workbench(project));
        const kills = measured(
          await meter.measure([
            assertCandidate(dialect, 'steps', { lines: ['assert.equal(steps(2), 2);'], names: ['steps'] }),
            assertCandidate(dialect, 'later', {
              lines: ['assert.equal(await later(3), 4);'],
              names: ['later'],
            }),
          ]),
        );
        const { steps, later } = tableOf(kills);
        assert.deepEqual(steps?.survived, []);
        assert.ok(steps?.killed.includes('BlockStatement: { i += 1; } → {}'));
        assert.ok(steps?.killed.includes('AssignmentOperator: i += 1 → i -= 1'));
        assert.ok(
          later?.killed.includes('BlockStatement: { resolve(n + 1); } → {}'),
          later?.killed.join('\n'),
        );
        assert.deepEqual(later?.survived, []);
        assert.equal(runs.length, 1);
      });

      it('believes nothing of a test that does not pass twice', async () => {
        await project.write(dialect.source, counterSource(dialect));
        const { meter } = await aKillTrial(dialect, setup.workbench(project));
        const kills = measured(
          await meter.measure([
            assertCandidate(dialect, 'first', { lines: ['assert.equal(next(), 1);'], names: ['next'] }),
            assertCandidate(dialect, 'sum', { lines: ['assert.equal(sum(2, 3), 5);'], names: ['sum'] }),
          ]),
        );
        assert.deepEqual([...kills.unrepeatable], ['first']);
        assert.deepEqual(tableOf(kills), {
          first: { killed: [], survived: [] },
          sum: {
            killed: ['BlockStatement: { return a + b; } → {}', 'ArithmeticOperator: a + b → a - b'],
            survived: [],
          },
        });
      });

      it('bears what a mutant sets in motion: errors that nobody catches, clocks that stand still', async () => {
        await project.write(dialect.source, unrulySource(dialect));
        const lines = [
          'const seen = [];',
          'const done = new Promise((resolve) => notify((value) => { seen.push(value); resolve(undefined); }));',
          'await done;',
          'assert.deepEqual(seen, [3]);',
        ];
        const { meter } = await aKillTrial(dialect, setup.workbench(project));
        const notify = assertCandidate(dialect, 'notify', { lines, names: ['notify'] });
        const reject = assertCandidate(dialect, 'reject', {
          lines: ['assert.equal(start(true), 1);'],
          names: ['start'],
        });
        const frozen = clockCandidate(dialect);
        const kills = measured(await meter.measure([notify, reject, ...frozen]));
        assert.deepEqual(tableOf(kills).notify?.survived, []);
        // Nobody looks at the promise, so only what `start` returns is noticed.
        assert.ok(tableOf(kills).reject?.killed.some((name) => name.startsWith('BlockStatement')));
        for (const { id } of frozen) assert.deepEqual(tableOf(kills)[id]?.survived, []);
        assert.equal(kills.byTest.size, 2 + frozen.length);
      });
    });
  }
});

function measured(result: MeasureKillsResult): KillMap {
  assert.equal(result.status, 'measured', JSON.stringify(result));
  return result as KillMap;
}

function isTyped({ source }: TestDialect): boolean {
  return source.endsWith('.ts');
}

function exported(dialect: TestDialect, code: string, names: readonly string[]): string {
  const text = isTyped(dialect)
    ? code
    : code.replace(/: (?:number|string|boolean|void|\(.*?\) => void|Promise<number>)(?=[,){ ])/g, '');
  if (dialect.moduleStyle === 'require') return `${text}\nmodule.exports = { ${names.join(', ')} };\n`;
  return `${text}\nexport { ${names.join(', ')} };\n`;
}

function gradeSource(dialect: TestDialect): string {
  return exported(
    dialect,
    `'use strict';
// Only runs when the module is loaded.
const unused = 1 + 2;

function grade(points: number): string {
  if (points >= 50) return 'pass';
  return 'fail';
}`,
    ['grade'],
  );
}

function stepsSource(dialect: TestDialect): string {
  return exported(
    dialect,
    `function steps(n: number): number {
  let i = 0;
  while (i < n) {
    i += 1;
  }
  return i;
}

function later(n: number): Promise<number> {
  return new Promise((resolve) => {
    resolve(n + 1);
  });
}`,
    ['steps', 'later'],
  );
}

function counterSource(dialect: TestDialect): string {
  return exported(
    dialect,
    `let calls = 0;

function next(): number {
  calls += 1;
  return calls;
}

function sum(a: number, b: number): number {
  return a + b;
}`,
    ['next', 'sum'],
  );
}

function unrulySource(dialect: TestDialect): string {
  return exported(
    dialect,
    `function notify(listener: (value: number) => void): void {
  setTimeout(() => {
    listener(1 + 2);
  }, 1);
}

function start(isQuiet: boolean): number {
  if (!isQuiet) void Promise.reject(new Error('nobody listens'));
  return 1;
}

function delay(ms: number): number {
  return ms * 2;
}`,
    ['notify', 'start', 'delay'],
  );
}

/** Leaves the clock of the framework standing still. */
function clockCandidate(dialect: TestDialect) {
  const clocks = { vitest: 'vi', jest: 'jest', mocha: undefined, 'node-test': undefined };
  const clock = clocks[dialect.framework];
  if (clock === undefined) return [];
  const test = assertCandidate(dialect, 'frozen', {
    lines: [`${clock}.useFakeTimers();`, 'assert.equal(delay(2), 4);'],
    names: ['delay'],
  });
  const own =
    dialect.framework === 'vitest' ? [{ specifier: 'vitest', style: 'import' as const, names: ['vi'] }] : [];
  return [{ ...test, imports: [...test.imports, ...own] }];
}

function existingSuite(dialect: TestDialect): string {
  const { moduleSpecifier, moduleStyle, framework } = dialect;
  const load = (names: string, specifier: string): string =>
    moduleStyle === 'import'
      ? `import ${names} from '${specifier}';`
      : `const ${names} = require('${specifier}');`;
  const own =
    framework === 'vitest'
      ? [load('{ beforeEach, describe, it }', 'vitest')]
      : framework === 'node-test'
        ? [load('{ beforeEach, describe, it }', 'node:test')]
        : [];
  const parameter = framework === 'jest' || framework === 'mocha' ? 'done' : 'context';
  const type = isTyped(dialect) ? ': any' : '';
  const end = parameter === 'done' ? 'done();' : '';
  return [
    ...own,
    load('assert', 'node:assert/strict'),
    load('{ grade }', moduleSpecifier),
    '',
    "describe('grade', () => {",
    `  let nothing${isTyped(dialect) ? ': number' : ''};`,
    '  beforeEach(() => {',
    '    nothing = 0;',
    '  });',
    '',
    "  it('fails without points', () => {",
    "    assert.equal(grade(nothing), 'fail');",
    '  });',
    '',
    "  it('is text', () => {",
    "    assert.equal(typeof grade(70), 'string');",
    '  });',
    '',
    `  it('takes a parameter', (${parameter}${type}) => {`,
    `    assert.equal(grade(60), 'pass');${end}`,
    '  });',
    '',
    "  it('fails by itself', () => {",
    "    assert.equal(grade(60), 'excellent');",
    '  });',
    '});',
    '',
  ].join('\n');
}
