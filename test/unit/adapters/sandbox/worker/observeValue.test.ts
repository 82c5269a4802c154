import assert from 'node:assert/strict';
import { observeValue } from '../../../../../src/adapters/sandbox/worker/observeValue';

const authored = new WeakSet<object>();
const observe = (value: unknown) =>
  observeValue(value, {
    maxDepth: 6,
    maxCodeLength: 600,
    isAuthored: (error) => authored.has(error),
    classNames: new Map(),
  });

/** The code, or the reason why there is none. */
function show(value: unknown): string {
  const observed = observe(value);
  if (observed.kind === 'function') return 'function';
  return observed.kind === 'inexpressible' ? `! ${observed.reason}` : observed.code;
}

class Point {
  x = 1;
}

class Money {
  currency = 'EUR';
  _cache = new Map();
  #cents = 5;
  [Symbol.toPrimitive] = 1;
  get cents() {
    return this.#cents;
  }
}

describe('observeValue', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const shared = { a: 1 };
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  const engineError = (() => {
    try {
      return JSON.parse('{') as unknown;
    } catch (error) {
      return error;
    }
  })();
  const authoredError = new RangeError("it's too big");
  authored.add(authoredError);
  const lastIndexed = /a/g;
  lastIndexed.lastIndex = 1;

  const table: readonly (readonly [what: string, value: unknown, shown: string])[] = [
    ['negative zero', -0, '-0'],
    ['not a number', Number.NaN, 'NaN'],
    ['infinity', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['bigint', -5n, '-5n'],
    ['undefined', undefined, 'undefined'],
    ['quotes', `it's "x"\n\\`, `'it\\'s "x"\\n\\\\'`],
    ['invisible characters', 'a\u200b\u2028\ud800', "'a\\u200b\\u2028\\ud800'"],
    ['well-known symbol', Symbol.asyncIterator, 'Symbol.asyncIterator'],
    ['other symbol', Symbol('x'), '! contains a symbol'],
    [
      'plain data',
      { a: [1, { b: null }], 'c-d': true, 7: 'x' },
      "{ '7': 'x', a: [1, { b: null }], 'c-d': true }",
    ],
    ['holes', Object.assign(new Array(3), { 1: 1 }), '[, 1, ,]'],
    ['empty things', [[], {}, new Map(), new Set()], '[[], {}, new Map(), new Set()]'],
    ['prototype key', JSON.parse('{"__proto__":1}'), "{ ['__proto__']: 1 }"],
    [
      'no prototype',
      Object.assign(Object.create(null), { a: 1 }),
      'Object.assign(Object.create(null), { a: 1 })',
    ],
    ['date', new Date(0), "new Date('1970-01-01T00:00:00.000Z')"],
    ['invalid date', new Date('x'), 'new Date(NaN)'],
    ['regexp', /a\/b/gi, '/a\\/b/gi'],
    ['regexp in use', lastIndexed, '! contains an instance of RegExp'],
    ['map', new Map<unknown, unknown>([['a', { b: 1 }]]), "new Map([['a', { b: 1 }]])"],
    ['set', new Set([1, 'a']), "new Set([1, 'a'])"],
    ['typed array', new Float32Array([1.5]), 'new Float32Array([1.5])'],
    ['buffer', Buffer.from('ab'), 'Buffer.from([97, 98])'],
    ['error of the code', authoredError, "new RangeError('it\\'s too big')"],
    ['error of the engine', engineError, '! contains an error made by the engine'],
    ['error with more', Object.assign(new Error('x'), { code: 1 }), '! contains an instance of Error'],
    ['shared, not cyclic', [shared, shared], '[{ a: 1 }, { a: 1 }]'],
    ['cyclic', cyclic, '! is cyclic'],
    ['six levels', deep(6), '[[[[[[1]]]]]]'],
    ['seven levels', deep(7), '! is nested deeper than 6 levels'],
    ['long text', 'x'.repeat(700), '! is longer than 600 characters'],
    ['long array', Array.from({ length: 400 }, () => 1), '! is longer than 600 characters'],
    ['huge sparse array', new Array(1e9), '! is longer than 600 characters'],
    ['function', () => 1, 'function'],
    ['function inside', { f: () => 1 }, '! contains a function'],
    ['instance', new Point(), '{ x: 1 }'],
    ['instance with private fields, which no assertion could leave out', new Money(), '{}'],
    ['instance inside', { price: new Money() }, '! contains an instance of Money'],
    ['subclass of a builtin', new (class Stack extends Array {})(), '! contains an instance of Stack'],
    ['promise', Promise.resolve(1), '! contains an instance of Promise'],
    ['url', new URL('https://a.b'), '! contains an instance of URL'],
    ['boxed', Object('x'), '! contains an instance of String'],
    ['generator', (function* () {})(), '! contains an instance of an unknown class'],
    ['proxy', new Proxy({}, {}), '! contains a Proxy'],
    ['match', /a/.exec('a'), '! is an array with named properties'],
    ['tagged', Math, '! contains an instance of Object'],
    ['symbol keys', { [Symbol.iterator]: 1 }, '! has symbols for keys'],
    [
      'getter',
      {
        get a() {
          return 1;
        },
      },
      '{ a: 1 }',
    ],
    [
      'getter that throws',
      {
        get a() {
          throw new Error('no');
        },
      },
      '! reading it throws',
    ],
  ];

  for (const [what, value, shown] of table) {
    it(`shows ${what}`, () => assert.equal(show(value), shown));
  }

  it('tells primitives, instances and values apart', () => {
    assert.deepEqual(observe(1), { kind: 'expressible', code: '1', isPrimitive: true });
    assert.deepEqual(observe([]), { kind: 'expressible', code: '[]', isPrimitive: false });
    assert.deepEqual(observe(new Money()), {
      kind: 'instance',
      className: 'Money',
      code: '{}',
    });
  });

  it('finds members that were defined one by one, with accessors told apart', () => {
    const create = new Function(
      `const limit = () => __agenticQePoints[0];
       Object.defineProperty(limit, 'active', { get: () => __agenticQePoints[1] });
       Object.defineProperty(limit, 'clear', { value: () => __agenticQePoints[2] });
       return limit;`,
    );
    const observed = observe(create());
    assert.ok(observed.kind === 'function');
    assert.deepEqual(
      observed.methods.map(({ name, isAccessor = false }) => [name, isAccessor]),
      [
        ['active', true],
        ['clear', false],
      ],
    );
  });

  it('finds what an instance of a class that nobody exports can do', () => {
    const create = new Function('class Hidden { add() { __agenticQePoints[0]++; } } return new Hidden();');
    const observed = observe(create());
    assert.ok(observed.kind === 'instance');
    assert.deepEqual(
      observed.methods?.map(({ name }) => name),
      ['add'],
    );
  });

  it('names short properties of what holds functions', () => {
    const observed = observe({ mode: 7, name: 'a', run: () => {}, 'not-a-name': 1, long: 'x'.repeat(100) });
    assert.ok(observed.kind === 'inexpressible');
    assert.deepEqual(observed.fields, ['mode', 'name']);
    const called = observe(Object.assign(() => {}, { version: 2 }));
    assert.deepEqual(called.kind === 'function' && called.fields, ['version']);
  });

  it('tells iterators from lists', () => {
    const isIterator = (value: unknown) => {
      const observed = observe(value);
      return observed.kind === 'inexpressible' && observed.isIterator === true;
    };
    assert.deepEqual([new Map().keys(), [][Symbol.iterator](), new Map()].map(isIterator), [
      true,
      true,
      false,
    ]);
  });
});
