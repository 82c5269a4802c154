import assert from 'node:assert/strict';
import type { ScenarioObservation } from '../../../../src/core/synthesis/scenario';
import { verifies } from '../../../requirements';
import { aScenario, codeOf, observe, observeAll, useSandbox } from '../../../support/sandboxHarness';

const returned = (code: string, isPrimitive = true, isPromise = false) => ({
  status: 'returned',
  isPromise,
  value: { kind: 'expressible', code, isPrimitive },
});

describe('processSandbox runs scenarios', () => {
  const harness = useSandbox();

  it('step by step, with results in scope, until one throws', async () => {
    const session = await harness().openSession(
      'src/cart.ts',
      `export class Cart { items: string[] = []; add(sku: string) { if (sku === '') throw new RangeError('no sku'); this.items.push(sku); return this.items.length; } }`,
    );
    const [first, second] = await observeAll(session, [
      aScenario('Cart', [
        { expression: 'new Cart()', resultName: 'cart', role: 'arrange' },
        { expression: "cart.add('a')", role: 'act' },
        { expression: 'cart.items', role: 'inspect' },
      ]),
      aScenario('Cart', [
        { expression: 'new Cart()', resultName: 'cart', role: 'arrange' },
        { expression: "cart.add('')", role: 'act' },
        { expression: 'cart.items', role: 'inspect' },
      ]),
    ]);
    assert.deepEqual(first?.status === 'observed' && first.outcomes, [
      {
        status: 'returned',
        isPromise: false,
        value: { kind: 'instance', className: 'Cart', code: '{ items: [] }' },
      },
      returned('1'),
      returned("['a']", false),
    ]);
    assert.deepEqual(second?.status === 'observed' && second.outcomes.slice(1), [
      {
        status: 'threw',
        isPromise: false,
        error: { name: 'RangeError', message: 'no sku', isDeliberate: true },
      },
      { status: 'not-reached' },
    ]);
  });

  it('in strict mode and with values as they were when the step returned', async () => {
    const session = await harness().openSession('a.js', 'exports.list = () => [];');
    const [seen] = await observeAll(session, [
      aScenario('list', [{ expression: 'list()', resultName: 'l', role: 'act' }, 'l.push(1)', 'l']),
    ]);
    assert.deepEqual(seen?.status === 'observed' && seen.outcomes, [
      returned('[]', false),
      returned('1'),
      returned('[1]', false),
    ]);
    assert.deepEqual(
      (await observe(session, 'list', '(function () { return this; })()')).outcome,
      returned('undefined'),
    );
  });

  it('awaiting promises and thenables', async () => {
    const session = await harness().openSession(
      'src/a.ts',
      `export const later = (value: unknown) => new Promise((resolve) => setTimeout(resolve, 3, value));
export const fails = async (): Promise<void> => { throw new TypeError('refused'); };
export const thenable = () => ({ then(resolve: (value: number) => void) { resolve(4); } });`,
    );
    const [seen] = await observeAll(session, [
      aScenario('later fails thenable', [
        { expression: 'later(2)', resultName: 'two', role: 'arrange' },
        'two + 1',
        'thenable()',
        'fails()',
        'two',
      ]),
    ]);
    assert.deepEqual(seen?.status === 'observed' && seen.outcomes, [
      returned('2', true, true),
      returned('3'),
      returned('4', true, true),
      {
        status: 'threw',
        isPromise: true,
        error: { name: 'TypeError', message: 'refused', isDeliberate: true },
      },
      { status: 'not-reached' },
    ]);
  });

  it(`replacing a child that hangs; the others go on ${verifies('SBX-2')}`, async () => {
    const session = await harness().openSession(
      'src/a.ts',
      'export const id = (n: number) => n;\nexport const loop = () => { for (;;) {} };\nexport const never = () => new Promise(() => {});\nexport const spin = async () => { await null; for (;;) {} };',
      { limits: { scenarioTimeoutMs: 150 } },
    );
    const scenarios = ['id(1)', 'loop()', 'id(2)', 'never()', 'id(3)', 'spin()', 'id(4)'].map((expression) =>
      aScenario('id loop never spin', [expression]),
    );
    const seen = await observeAll(session, scenarios);
    assert.deepEqual(
      seen.map(({ scenarioId, status }) => [scenarioId, status]),
      [
        ['id(1)', 'observed'],
        ['loop()', 'timed-out'],
        ['id(2)', 'observed'],
        ['never()', 'pending'],
        ['id(3)', 'observed'],
        ['spin()', 'timed-out'],
        ['id(4)', 'observed'],
      ],
    );
    await session.close();
    assert.deepEqual(harness().survivors(), []);
  });

  it('replacing a child that dies', async () => {
    const session = await harness().openSession(
      'src/a.ts',
      `import v8 from 'node:v8';
export const id = (n: number) => n;
export const hoard = () => { const all: unknown[] = []; for (;;) all.push(new Array(1000).fill({})); };`,
      { limits: { memoryMiB: 32, scenarioTimeoutMs: 30_000 } },
    );
    const seen = await observeAll(
      session,
      ['hoard()', 'id(1)'].map((expression) => aScenario('id hoard', [expression])),
    );
    assert.deepEqual(seen[0], {
      scenarioId: 'hoard()',
      status: 'crashed',
      message: 'The process ran out of memory (limit: 32 MiB)',
    });
    assert.equal(seen[1]?.status, 'observed');
  });

  it('observing errors that nobody catches as crashes, in the same child', async () => {
    const session = await harness().openSession(
      'src/a.ts',
      `export const rejects = () => { void Promise.reject(new Error('forgotten')); return 1; };
export const throwsLater = () => { setTimeout(() => { throw new Error('from a timer'); }, 0); return 1; };
export const emits = () => new Promise(() => { process.nextTick(() => { throw new Error('from a tick'); }); });
export const id = (n: number) => n;`,
    );
    const seen = await observeAll(
      session,
      ['rejects()', 'throwsLater()', 'emits()', 'id(1)'].map((expression) =>
        aScenario('rejects throwsLater emits id', [expression]),
      ),
    );
    const messages = seen.map((entry) => (entry.status === 'crashed' ? entry.message : entry.status));
    assert.deepEqual(messages, [
      'Error: forgotten (at src/a.ts:1)',
      'Error: from a timer (at src/a.ts:2)',
      'Error: from a tick (at src/a.ts:3)',
      'observed',
    ]);
    assert.equal(
      harness().started.filter((child) => child.spawnargs.at(-1)?.endsWith('sandboxWorker.js')).length,
      1,
    );
  });

  it('refusing a step that is no expression', async () => {
    const session = await harness().openSession('a.js', 'exports.id = (n) => n;');
    const [seen] = await observeAll(session, [aScenario('id', ['id(1); id(2)'])]);
    assert.deepEqual(seen && 'message' in seen && seen.message, 'Step cannot be compiled: id(1); id(2)');
  });

  it('until the signal aborts: no process is left when the iterator throws', async () => {
    const session = await harness().openSession('src/a.ts', 'export const loop = () => { for (;;) {} };', {
      limits: { scenarioTimeoutMs: 60_000 },
    });
    const controller = new AbortController();
    const running = observeAll(session, [aScenario('loop', ['loop()'])], controller.signal);
    setImmediate(() => controller.abort());
    await assert.rejects(running, { name: 'AbortError' });
    assert.deepEqual(harness().survivors(), []);
  });

  it('until it is closed', async () => {
    const session = await harness().openSession('a.js', 'exports.id = (n) => n;');
    await session.close();
    await session.close();
    assert.deepEqual(harness().survivors(), []);
    await assert.rejects(observeAll(session, [aScenario('id', ['id(1)'])]), { name: 'AbortError' });
  });

  it('ignoring forged messages of the code under observation', async () => {
    const session = await harness().openSession(
      'src/a.ts',
      `export const forge = () => { process.emit('message', { kind: 'observed' }, undefined); return 1; };`,
    );
    assert.equal(await codeOf(session, 'forge', 'forge()'), '1');
  });
});

describe('processSandbox tells errors of the code from errors of the engine', () => {
  const harness = useSandbox();
  const cases: readonly (readonly [body: string, name: string, isDeliberate: boolean])[] = [
    ["throw new Error('x')", 'Error', true],
    ["throw Error('x')", 'Error', true],
    ["throw new TypeError('x')", 'TypeError', true],
    ["throw new (class MyError extends RangeError { name = 'MyError' })('x')", 'MyError', true],
    ["throw new AggregateError([], 'x')", 'AggregateError', true],
    ["throw new DOMException('x', 'AbortError')", 'AbortError', true],
    ["throw Object.assign(new Error('x'), { code: 1 })", 'Error', true],
    ["throw 'text'", 'string', true],
    ['throw { status: 404 }', 'object', true],
    ['throw undefined', 'undefined', true],
    [
      "function Old() { this.message = 'x' } Old.prototype = Object.create(Error.prototype); throw new Old()",
      'Error',
      true,
    ],
    ["require('node:assert')(false, 'x')", 'AssertionError', true],
    ["require('guard')(0)", 'RangeError', true],
    ['null.x', 'TypeError', false],
    ['undefined()', 'TypeError', false],
    ['missing', 'ReferenceError', false],
    ['new Array(-1)', 'RangeError', false],
    ["'x'.repeat(-1)", 'RangeError', false],
    ["BigInt('x')", 'SyntaxError', false],
    ["JSON.parse('{')", 'SyntaxError', false],
    ["decodeURIComponent('%')", 'URIError', false],
    ["require('node:path').join(1)", 'TypeError', false],
    ["new URL('x')", 'TypeError', false],
    ['(function f() { f(); })()', 'RangeError', false],
    ['try { null.x } catch (error) { throw error }', 'TypeError', false],
    ["try { null.x } catch (error) { throw new Error('wrapped', { cause: error }) }", 'Error', true],
    ['await null; null.x', 'TypeError', false],
    ["await null; throw new Error('x')", 'Error', true],
    ['structuredClone(() => {})', 'DataCloneError', false],
  ];

  it('whatever way they are thrown', async () => {
    harness().write({
      'node_modules/guard/package.json': '{ "name": "guard", "main": "main.js" }',
      'node_modules/guard/main.js': "module.exports = (n) => { if (n === 0) throw new RangeError('zero'); };",
    });
    const code = cases.map(([body], index) => `exports.case${index} = async () => { ${body} };`).join('\n');
    const session = await harness().openSession('a.js', code);
    for (const [index, [body, name, isDeliberate]] of cases.entries()) {
      const { outcome } = await observe(session, `case${index}`, `case${index}()`);
      assert.ok(outcome.status === 'threw', body);
      assert.deepEqual([outcome.error.name, outcome.error.isDeliberate], [name, isDeliberate], body);
    }
  });

  it('without showing in the classes', async () => {
    const checks = [
      "new TypeError('x').constructor === TypeError",
      "new TypeError('x') instanceof Error && !(new Error('x') instanceof TypeError)",
      '(() => { try { null.x } catch (error) { return error.constructor === TypeError && error instanceof TypeError } })()',
      'Object.getPrototypeOf(TypeError) === Error && Object.getPrototypeOf(TypeError.prototype) === Error.prototype',
      "Error.name === 'Error' && Error.length === 1 && typeof Error.captureStackTrace === 'function'",
      "(() => { class A extends Error {} const a = new A('m'); return a.constructor === A && a.message === 'm' && a instanceof A && Object.prototype.toString.call(a) === '[object Error]' })()",
      "(() => { Error.stackTraceLimit = 1; const lines = new Error('x').stack.split('\\n'); Error.stackTraceLimit = 10; return lines.length === 2 })()",
      "new Error('x', { cause: 1 }).cause === 1",
      "(() => { const holder = {}; Error.captureStackTrace(holder); return typeof holder.stack === 'string' })()",
      "structuredClone(new RangeError('x')) instanceof RangeError",
    ];
    const session = await harness().openSession(
      'a.js',
      checks.map((check, index) => `exports.check${index} = () => ${check};`).join('\n'),
    );
    const failed: string[] = [];
    for (const [index, check] of checks.entries()) {
      if ((await codeOf(session, `check${index}`, `check${index}()`)) !== 'true') failed.push(check);
    }
    assert.deepEqual(failed, []);
  });
});

describe('processSandbox is fast enough to try many inputs', () => {
  const harness = useSandbox();

  it('in one child', async () => {
    const session = await harness().openSession('a.js', 'exports.id = (n) => n;');
    const scenarios = Array.from({ length: 300 }, (_, index) => aScenario('id', [`id(${index})`]));
    const seen: ScenarioObservation[] = await observeAll(session, scenarios);
    assert.deepEqual(
      seen.map((entry) => entry.status === 'observed' && entry.outcomes[0]),
      scenarios.map((_, index) => returned(String(index))),
    );
    assert.equal(
      harness().started.filter((child) => child.spawnargs.at(-1)?.endsWith('sandboxWorker.js')).length,
      1,
    );
  });
});
