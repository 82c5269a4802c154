import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { createMutantInstrumenter } from '../../../src/adapters/mutation/strykerMutantInstrumenter';
import { isAbortError } from '../../../src/base/abort';
import type { MutatedSource, MutateRequest } from '../../../src/core/mutation/mutant';
import { probeKey } from '../../../src/core/testing/testProbe';
import { buildMutationWorker } from '../../support/mutationWorker';
import { repositoryRoot } from '../../tools/repositoryPaths';

/** As Stryker itself has it, parsers included: place, operator and replacement of each mutant. */
const strykerScript = `
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { readFileSync } from 'node:fs';
const no = () => false, logger = { isTraceEnabled: no, isDebugEnabled: no, isInfoEnabled: no, isWarnEnabled: no, isErrorEnabled: no,
  isFatalEnabled: no, trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
const name = process.argv[1];
const content = readFileSync(name, 'utf8');
const { mutants } = await new Instrumenter(logger).instrument([{ name, content, mutate: true }], { plugins: null, excludedMutations: [], ignorers: [] });
console.log(JSON.stringify(mutants.filter(({ status }) => status !== 'Ignored').map(({ location: { start, end }, mutatorName, replacement }) =>
  [start.line + 1, start.column, end.line + 1, end.column, mutatorName, replacement])));
`;

describe('mutant instrumenter', () => {
  let worker: Awaited<ReturnType<typeof buildMutationWorker>>;
  before(async () => {
    worker = await buildMutationWorker();
  });
  after(() => worker.remove());

  async function mutate(source: string, changes: Partial<MutateRequest> = {}): Promise<MutatedSource> {
    const instrumenter = createMutantInstrumenter({ workerPath: worker.workerPath });
    const request = { file: 'src/unit.ts', source, lines: undefined, ...changes };
    const result = await instrumenter.mutate(request, new AbortController().signal);
    assert.equal(result.status, 'mutated', JSON.stringify(result));
    return result as MutatedSource;
  }

  const sources = [
    'src/core/generation/testStyle.ts',
    'src/adapters/storage/journalSegment.ts',
    'src/frontends/webview/views/gateView.tsx',
    'src/core/mutation/killMeter.ts',
    'esbuild.js',
    'test/fixtures/projects/mocha/src/shipping.js',
  ];
  for (const file of sources) {
    it(`finds in ${file} what Stryker finds, but for what only runs when the module is loaded`, async () => {
      const source = await readFile(join(repositoryRoot, file), 'utf8');
      const { mutants } = await mutate(source, { file });
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', strykerScript, join(repositoryRoot, file)],
        { cwd: repositoryRoot, maxBuffer: 64 * 1024 * 1024 },
      );
      const all = JSON.parse(stdout) as [number, number, number, number, string, string][];
      const expected = all.filter(([line, column, endLine, endColumn]) =>
        isInFunction(file, source, [line, column, endLine, endColumn]),
      );
      assert.deepEqual(
        mutants.map(({ span: { start, end }, operator, replacement }) => [
          start.line,
          start.column,
          end.line,
          end.column,
          operator,
          replacement,
        ]),
        expected,
      );
      assert.ok(expected.length > 5);
      assert.equal(new Set(mutants.map(({ key }) => key)).size, mutants.length);
    });
  }

  it('gives the text of what is changed, and the place, in terms of the source', async () => {
    const { mutants } = await mutate(
      `export const f = (a: number) => {\r\n  return a * 2; // twice\r\n};\r\n`,
    );
    assert.deepEqual(
      mutants.map(({ operator, original, replacement, span }) => [
        operator,
        original,
        replacement,
        span.start,
      ]),
      [
        ['BlockStatement', '{\r\n  return a * 2; // twice\r\n}', '{}', { line: 1, column: 32 }],
        ['ArithmeticOperator', 'a * 2', 'a / 2', { line: 2, column: 9 }],
      ],
    );
  });

  it('keeps a key while the code elsewhere changes, and tells equal changes of equal lines apart', async () => {
    const line = '  return a < 3;';
    const keysOf = async (source: string) => (await mutate(source)).mutants.map(({ key }) => key);
    const [, ...before] = await keysOf(`export function f(a: number) {\n${line}\n}\n`);
    const after = await keysOf(
      `import { b } from './b';\nexport function g(a: number) {\n  return a < 4;\n}\nexport function f(a: number) {\n${line}\n}\n`,
    );
    assert.deepEqual(
      before.filter((key) => !after.includes(key)),
      [],
    );
    assert.ok(before.every((key) => key.startsWith('src/unit.ts:')));
    const twice = await keysOf(
      `export function f(a: number) {\n${line}\n}\nexport function g(a: number) {\n${line}\n}\n`,
    );
    assert.equal(new Set(twice).size, twice.length);
  });

  it('stays within lines, and leaves out what a comment says', async () => {
    const source = `export function f(a: number) {
  return a + 1;
}
export function g(a: number) {
  // Stryker disable next-line ArithmeticOperator: it is a joke
  return a + 2;
}
`;
    const within = await mutate(source, { lines: [{ startLine: 1, endLine: 3 }] });
    assert.deepEqual(
      within.mutants.map(({ replacement }) => replacement),
      ['{}', 'a - 1'],
    );
    const { mutants } = await mutate(source, { lines: [{ startLine: 4, endLine: 7 }] });
    assert.deepEqual(
      mutants.map(({ replacement }) => replacement),
      ['{}'],
    );
  });

  it('reads its state from the probe, on the process, and changes nothing without it', async () => {
    const { code, mutants } = await mutate(
      `#!/usr/bin/env node\n'use strict';\nmodule.exports = { strict: () => { return this === undefined || 1; }, f: (a) => a + 1 };\n`,
      { file: 'src/unit.js' },
    );
    assert.match(code, /^#!\/usr\/bin\/env node\n\/\/ @ts-nocheck\n/);
    const run = new Function('module', 'process', code.replace(/^#!.*/, '')) as (
      module: object,
      process: object,
    ) => void;
    const load = (process: object): { f(a: number): number } => {
      const module = { exports: {} as { f(a: number): number } };
      run(module, process);
      return module.exports;
    };
    assert.equal(load({}).f(1), 2);
    const plus = mutants.find(({ operator }) => operator === 'ArithmeticOperator');
    const state = { activeMutant: plus?.id, mutantCoverage: { static: {}, perTest: {} }, hitCount: 0 };
    const mutated = load({ [probeKey]: Object.assign(() => {}, { mutants: state }) });
    assert.equal(mutated.f(1), 0);
    assert.equal(state.hitCount, 1);
    Object.assign(state, { activeMutant: undefined, currentTestId: 'a' });
    assert.equal(mutated.f(1), 2);
    assert.deepEqual(state.mutantCoverage, { static: {}, perTest: { a: { [plus?.id ?? '']: 1 } } });
  });

  it('says what is wrong with a source that it cannot read', async () => {
    const instrumenter = createMutantInstrumenter({ workerPath: worker.workerPath });
    const request = { file: 'src/unit.ts', source: 'export const = 1;', lines: undefined };
    const result = await instrumenter.mutate(request, new AbortController().signal);
    assert.match(
      result.status === 'unavailable' ? result.reason : '',
      /^src\/unit\.ts cannot be mutated: .*\(1:13\)/,
    );
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    const instrumenter = createMutantInstrumenter({ workerPath: worker.workerPath });
    const source = `export function f(a) {${'return a + 1;'.repeat(3000)}}`;
    const mutating = instrumenter.mutate(
      { file: 'src/unit.js', source, lines: undefined },
      controller.signal,
    );
    controller.abort();
    await assert.rejects(mutating, isAbortError);
  });
});

/** By the compiler, which has nothing to do with Babel. */
function isInFunction(
  file: string,
  source: string,
  [line, column, endLine, endColumn]: readonly [number, number, number, number],
): boolean {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const start = tree.getPositionOfLineAndCharacter(line - 1, column);
  const end = tree.getPositionOfLineAndCharacter(endLine - 1, endColumn);
  const isWithin = (node: ts.Node): boolean => node.getStart(tree) <= start && end <= node.end;
  const find = (node: ts.Node): boolean => {
    const isField =
      ts.isPropertyDeclaration(node) &&
      !ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    if (isField && node.initializer && isWithin(node.initializer)) return true;
    if (ts.isFunctionLike(node) && 'body' in node && node.body && isWithin(node.body as ts.Node)) return true;
    if (ts.isFunctionLike(node) && node.parameters.some(isWithin)) return true;
    return ts.forEachChild(node, (child) => isWithin(child) && find(child)) ?? false;
  };
  return find(tree);
}
