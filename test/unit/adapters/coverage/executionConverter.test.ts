import assert from 'node:assert/strict';
import { type Profiler, Session } from 'node:inspector';
import { compileFunction } from 'node:vm';
import { type CountedSpans, ExecutionConverter } from '../../../../src/adapters/coverage/executionConverter';
import type { ExecutedFunction } from '../../../../src/core/testing/probeRecords';

const path = '/workspace/src/sample.js';

/** Runs a module in V8 as the probe measures it, and gives what each step executed: loading, then each of the calls. */
async function measure(
  source: string,
  ...calls: readonly ((exports: never) => unknown)[]
): Promise<CountedSpans[]> {
  const session = new Session();
  session.connect();
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    const filename = `/workspace/${Math.random()}.js`;
    const take = (): readonly ExecutedFunction[] => {
      let taken: Profiler.ScriptCoverage[] = [];
      session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
        taken = result;
      });
      return (taken.find((script) => script.url.endsWith(filename))?.functions ?? []).map(
        ({ functionName, ...rest }) => ({
          ...rest,
          ...(functionName.startsWith('<') ? { name: functionName } : {}),
        }),
      );
    };
    const loaded = { exports: {} };
    compileFunction(source, ['module'], { filename })(loaded);
    const taken = [take()];
    for (const call of calls) {
      try {
        await call(loaded.exports as never);
      } catch {
        // The calls that throw are the interesting ones.
      }
      taken.push(take());
    }
    const converter = new ExecutionConverter(path, source, source, undefined);
    return await Promise.all(taken.map((functions) => converter.convert(functions)));
  } finally {
    session.disconnect();
  }
}

/** The first lines of the statements that were executed. */
function executedLines(
  { statements }: CountedSpans | undefined = { statements: [], branches: [], functions: [] },
): number[] {
  return [...new Set(statements.filter(({ hits }) => hits > 0).map(({ span }) => span.start.line))];
}

describe('ExecutionConverter', () => {
  it('counts as executed what was, and nothing after it', async () => {
    const source = [
      'function price(item) {', //                 1
      "  if (!item) throw new Error('none');", //  2
      '  const tax = item.taxed ? 19 : 0;', //     3
      '  const name = item.name || "?";', //       4
      '  if (item.rare) {', //                     5
      '    return 1000;', //                       6
      '  }', //                                    7
      '  return tax + name.length;', //            8
      '}', //                                      9
      'function unused() {', //                   10
      '  return 1;', //                           11
      '}', //                                     12
      'module.exports = { price, unused };', //   13
    ].join('\n');
    type Sample = { price(item?: object): number };
    const [load, thrown, plain, rare] = await measure(
      source,
      ({ price }: Sample) => price(),
      ({ price }: Sample) => price({ name: 'a' }),
      ({ price }: Sample) => price({ rare: true }),
    );
    assert.deepEqual(executedLines(load), [13]);
    // V8 alone reports lines 4, 5 and 8 here as well, and the missing `else` of line 5.
    assert.deepEqual(executedLines(thrown), [2]);
    assert.deepEqual(executedLines(plain), [2, 3, 4, 5, 8]);
    assert.deepEqual(executedLines(rare), [2, 3, 4, 5, 6]);
    const branches = [thrown, plain, rare].map((spans) => spans?.branches.map(({ hits }) => hits));
    // if, else; ? :; ||; if, else
    assert.deepEqual(branches, [
      [1, 0, 0, 0, 0, 0, 0, 0],
      [0, 1, 0, 1, 1, 0, 0, 1],
      [0, 1, 0, 1, 1, 1, 1, 0],
    ]);
  });

  it('adds up over the waits of an async function', async () => {
    const source = [
      'exports: module.exports = async function load(fetch) {', // 1
      '  const first = await fetch();', //                         2
      '  const text = first ? "yes" : "no";', //                   3
      '  await fetch();', //                                       4
      '  return text;', //                                         5
      '};', //                                                     6
    ].join('\n');
    let release = (): void => {};
    let running: Promise<unknown> = Promise.resolve();
    const [, started, ended] = await measure(
      source,
      (load: (fetch: () => Promise<unknown>) => Promise<unknown>) => {
        const answers = [new Promise<void>((resolve) => (release = resolve)), Promise.resolve()];
        running = load(() => answers.shift() ?? Promise.resolve());
      },
      async () => {
        release();
        await running;
      },
    );
    assert.deepEqual(executedLines(started), [2]);
    assert.deepEqual(executedLines(ended), [3, 4, 5]);
  });

  it('counts the fields of a class by what initialises them, and its methods by their calls', async () => {
    const source = [
      'class Depot {', //                    1
      '  static made = 0;', //               2
      '  parcels = [];', //                  3
      '  weigh = () => {', //                4
      '    return 1;', //                    5
      '  };', //                             6
      '  static {', //                       7
      '    Depot.made = 1;', //              8
      '  }', //                              9
      '  get size() {', //                  10
      '    return this.parcels.length;', // 11
      '  }', //                             12
      '}', //                               13
      'module.exports = Depot;', //         14
    ].join('\n');
    type DepotClass = new () => { readonly size: number; weigh(): number };
    let depot: InstanceType<DepotClass> | undefined;
    const [load, made, sized, weighed] = await measure(
      source,
      (Depot: DepotClass) => {
        depot = new Depot();
      },
      () => depot?.size,
      () => depot?.weigh(),
    );
    assert.deepEqual(executedLines(load), [2, 8, 14]);
    // A field that holds a function starts where the function does: it counts with its calls, as in Vitest's own reports.
    assert.deepEqual(executedLines(made), [3]);
    assert.deepEqual(executedLines(sized), [11]);
    assert.deepEqual(executedLines(weighed), [4, 5]);
  });

  it('has the same points whatever was executed', async () => {
    const source = 'module.exports = (a = 1, b) => (a > b ? a : b);';
    const [loaded, called] = await measure(source, (max: (a: number, b: number) => number) => max(1, 2));
    const keys = (spans: CountedSpans | undefined): string[][] => [
      spans?.statements.map(({ key }) => key) ?? [],
      spans?.branches.map(({ key }) => key) ?? [],
    ];
    assert.deepEqual(keys(loaded), keys(called));
    assert.equal(loaded?.statements.length, 2);
    assert.equal(loaded?.branches.length, 3);
  });

  it('refuses a script that is not the source and has no source map', () => {
    const source =
      'export const add = (a: number, b: number): number => a + b;\nexport const two = add(1, 1);';
    const transpiled =
      'var x=require("q");exports.two=exports.add=void 0;exports.add=(a,b)=>a+b;exports.two=2';
    assert.throws(() => new ExecutionConverter(path, source, transpiled, undefined), {
      code: 'test-runner-failed',
    });
    const stripped =
      'export const add = (a        , b        )         => a + b;\nexport const two = add(1, 1);';
    assert.doesNotThrow(() => new ExecutionConverter(path, source, stripped, undefined));
  });

  it('takes off the wrappers of the runners and follows the source map inside', async () => {
    const map = {
      version: 3,
      sources: ['sample.ts'],
      names: [],
      // `return a` and `return b` come from lines 3 and 4 of the source.
      mappings: ';AAEE,SACA',
    };
    const code = `function f(a,b){\nif(a)return a;return b}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
    const original = ['type T = 1;', 'function f(a: T, b: T) {', '  if (a) return a;', '  return b; }'].join(
      '\n',
    );
    const wrapped = {
      vitest: [`'use strict';async (__vite_ssr_import__,exports)=>{{`, '\n}}'],
      jest: [`({"Object.<anonymous>":function(module,exports,require,jest){`, '\n}});'],
    };
    for (const [prefix = '', suffix = ''] of Object.values(wrapped)) {
      const converter = new ExecutionConverter(
        '/workspace/sample.ts',
        original,
        `${prefix}${code}${suffix}`,
        undefined,
      );
      const start = prefix.length;
      const { statements } = await converter.convert([
        { ranges: [{ startOffset: start, endOffset: start + code.indexOf('}') + 1, count: 1 }] },
        {
          ranges: [
            { startOffset: start + code.indexOf('return b'), endOffset: start + code.indexOf('}'), count: 0 },
          ],
        },
      ]);
      assert.deepEqual(
        statements.map(({ span, hits }) => [span.start.line, hits]),
        [
          [3, 1],
          [4, 0],
        ],
      );
    }
  });
});
