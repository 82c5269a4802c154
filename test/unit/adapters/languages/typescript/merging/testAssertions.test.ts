import assert from 'node:assert/strict';
import { readTests } from '../../../../../../src/adapters/languages/typescript/merging/readTestFile';
import type { ReadAssertion } from '../../../../../../src/core/testing/languageAdapter';

type Kind = ReadAssertion['kind'];

const head = `
import { add, Cart, each, isPrime, load, rates } from './cart';
import * as cart from './cart';
import parse from './cart';
import { state } from './state';
`;

/** The assertions of the only test of a file, whose body this is. */
function assertionsOf(body: string, imports = head, language: 'typescript' | 'javascript' = 'typescript') {
  const result = readTests(`${imports}\nit('a', async () => {\n${body}\n});`, {
    language,
    moduleSpecifier: './cart',
  });
  assert.ok(result.status === 'read', JSON.stringify(result));
  const [test] = result.tests;
  assert.ok(test && test.problem === undefined, test?.problem);
  return test.assertions;
}

function kindsOf(body: string, imports?: string): string {
  return assertionsOf(body, imports)
    .map(({ kind }) => kind)
    .join(' ');
}

/** Bodies by the kinds of their assertions; in each, all the assertions are of the one kind. */
const bodies: Readonly<Record<Kind, readonly string[]>> = {
  value: [
    // Results
    'expect(add(1, 2)).toBe(3);',
    'expect(3).toBe(add(1, 2));',
    'expect(add(1, 2)).not.toBe(4);',
    'expect(new Cart()).not.toBe(new Cart());',
    'expect(isPrime(7)).toBe(true);',
    'expect(isPrime(7)).toBeTruthy();',
    'expect(isPrime(8)).toBeFalsy();',
    'expect(await load(1)).toBeTruthy();',
    'const is = isPrime(7); expect(is).toBeTruthy();',
    'const is = isPrime(7); expect(!is).toBe(false);',
    'expect(!isPrime(8)).toBeTruthy();',
    'expect(Boolean(isPrime(7))).toBeTruthy();',
    'expect(isPrime(7) && isPrime(5)).toBe(true);',
    'expect(add(1, 2) === 3).toBe(true);',
    'expect(add(1, 2) > 2).toBeTruthy();',
    'expect(add(1, 2)).toBeUndefined();',
    'expect(add(1, 2)).toBeNull();',
    'expect(add(1, 2)).toBeNaN();',
    'expect(add(1, 2)).toBeGreaterThan(2);',
    'expect(add(0.1, 0.2)).toBeCloseTo(0.3);',
    'expect(cart.add(1, 2)).toBe(3);',
    'expect(parse("1")).toBe(1);',
    'expect(rates.euro).toBe(1.1);',
    'expect(parse("[]")).toEqual([]);',
    'expect(parse("{}")).toEqual({ a: expect.any(Number) });',
    'expect(parse("{}")).toMatchObject({ a: 1 });',
    "expect(parse('a=1')).toHaveProperty('a', 1);",
    "expect(parse('a=1')).toHaveProperty('a');",
    `expect(\`sum: \${add(1, 2)}\`).toBe('sum: 3');`,
    'expect([1, 2].map((each) => add(each, 1))).toEqual([2, 3]);',
    'expect(parse("x")).toMatchInlineSnapshot(`"x"`);',
    'expect(parse("circle")).toBeInstanceOf(Cart);',
    // Through locals
    'const result = add(1, 2); expect(result).toBe(3);',
    'const { sum } = add(1, 2); expect(sum).toBe(3);',
    'const [first, ...others] = parse("a,b"); expect(first).toBe("a"); expect(others).toEqual(["b"]);',
    'const { a: { b = 1 } } = parse("x"); expect(b).toBe(1);',
    'let result; result = add(1, 2); expect(result).toBe(3);',
    'let a, b; [a, b] = parse("1,2"); expect(a).toBe("1"); expect(b).toBe("2");',
    'let a; ({ a } = parse("1")); expect(a).toBe(1);',
    'let sum = 0; sum += add(1, 2); expect(sum).toBe(3);',
    'const made = new Cart(); made.put(1); expect(made.items).toEqual([1]);',
    'const made = new Cart(); expect(made.isEmpty).toBeTruthy();',
    'const all = []; all.push(add(1, 2)); expect(all).toEqual([3]);',
    'const all = {}; all.sum = add(1, 2); expect(all.sum).toBe(3);',
    'const all = new Map(); all.set(1, add(1, 2)); expect(all.get(1)).toBe(3);',
    'for (const each of parse("1,2")) expect(each).toBe(1);',
    'for (const [input, want] of [[1, 2]]) expect(add(input, 1)).toBe(want);',
    '[[1, 2]].forEach(([input, want]) => { expect(add(input, 1)).toBe(want); });',
    'const run = () => add(1, 2); expect(run()).toBe(3);',
    'function run() { return add(1, 2); } const sum = run(); expect(sum).toBe(3);',
    'const same = (a, b) => expect(a).toBe(b); same(add(1, 2), 3);',
    'function check(a, { want }) { assert.equal(a, want); } check(add(1, 2), { want: 3 });',
    'let last; const next = (value = add(1, 2)) => { last = value; }; next(); expect(last).toBe(3);',
    'class Basket extends Cart {} const made = new Basket(); expect(made.size).toBe(0);',
    // Asynchronously
    'expect(await load(1)).toBe(2);',
    'await expect(load(1)).resolves.toBe(2);',
    "await expect(load(1)).rejects.toThrow('no');",
    'await expect(load(1)).rejects.toThrow();',
    'return expect(load(1)).resolves.toBe(2);',
    'const wait = expect(load(1)).resolves.toBe(2); await wait;',
    'await Promise.all([expect(load(1)).resolves.toBe(2)]);',
    'await load(1).then((value) => expect(value).toBe(2));',
    'return load(1).then((value) => { expect(value).toBe(2); });',
    'const [one] = await Promise.all([load(1)]); expect(one).toBe(1);',
    'const value = await new Promise((resolve) => load(1, (error, given) => resolve(given))); expect(value).toBe(1);',
    // Errors
    "expect(() => add('x', 1)).toThrow();",
    "expect(() => add('x', 1)).toThrow(TypeError);",
    'expect(() => add(1, 1)).not.toThrow();',
    'expect(function () { add(1); }).toThrow(RangeError);',
    'const act = () => add(1); expect(act).toThrow(RangeError);',
    'try { add(1); } catch (error) { expect(error).toBeInstanceOf(RangeError); }',
    "try { add(1); } catch (error) { expect(error.message).toBe('no'); }",
    "try { add(1); } catch ({ message }) { expect(message).toBe('no'); }",
    'let caught; try { add(1); } catch (error) { caught = error; } expect(caught).toBeInstanceOf(RangeError);',
    'let isThrown = false; try { add(1); } catch { isThrown = true; } expect(isThrown).toBe(true);',
    'let isReached = false; try { add(1); isReached = true; } catch {} expect(isReached).toBe(false);',
    'const error = await load(1).catch((caught) => caught); expect(error.code).toBe(1);',
    "try { add(1); assert.fail('not thrown'); } catch (error) { if (error.code === 'x') throw error; }",
    // Counted and chosen by what it gives
    'let count = 0; for (const each of parse("1,2")) count++; expect(count).toBe(2);',
    'let count = 0; while (isPrime(count)) count += 1; expect(count).toBe(0);',
    "let kind = 'none'; if (isPrime(7)) kind = 'prime'; expect(kind).toBe('prime');",
    'const seen = []; if (isPrime(7)) seen.push(7); expect(seen).toEqual([7]);',
    "if (add(1, 2) !== 3) throw new Error('wrong');",
    'if (add(1, 2) !== 3) assert.fail();',
    // Fakes that it was given
    'const fake = vi.fn(); each([1], fake); expect(fake).toHaveBeenCalledWith(1);',
    'const fake = vi.fn(); each([1], fake); expect(fake.mock.calls).toEqual([[1]]);',
    'const fake = vi.fn(); each([1], (value) => fake(value)); expect(fake).toHaveBeenCalledTimes(1);',
    'const seen = []; each([1], (value) => seen.push(value)); expect(seen).toEqual([1]);',
    'const seen = []; const note = (value) => { seen.push(value); }; each([1], note); expect(seen).toEqual([1]);',
    'let seen; each([1], (value) => { seen = value; }); expect(seen).toBe(1);',
    'const log = vi.fn(); const made = new Cart({ log }); made.put(1); expect(log).toHaveBeenCalled();',
    'const log = vi.fn(); const parts = { log }; new Cart(parts); expect(log).toHaveBeenCalled();',
    'const log = vi.fn(); const made = new Cart(); made.onPut = log; made.put(1); expect(log).toHaveBeenCalled();',
    'const input = [2, 1]; each(input); expect(input).toEqual([1, 2]);',
    'each([1], (value) => { expect(value).toBe(1); });',
    'const fake = vi.fn(); go(); expect(fake).toHaveBeenCalled(); function go() { each([1], fake); }',
    'const fake = vi.fn(); for (const round of [1, 2]) { if (round === 2) expect(fake).toHaveBeenCalled(); each([1], fake); }',
    'const check = () => expect(fake).toHaveBeenCalled(); const fake = vi.fn(); each([1], fake); check();',
    'const items = [{ a: 1 }]; for (const item of items) each(item); expect(items).toEqual([{ a: 2 }]);',
    'const items = [{ a: 1 }]; items.forEach((item) => each(item)); expect(items).toEqual([{ a: 2 }]);',
    'const [item] = [{ a: 1 }]; each(item); expect(item).toEqual({ a: 2 });',
    'class Store { saved = []; save(x) { this.saved.push(x); } } const store = new Store(); new Cart(store).put(1); expect(store.saved).toEqual([1]);',
    // By way of what both know
    "const log = vi.spyOn(console, 'log'); add(1, 2); expect(log).toHaveBeenCalledWith(3);",
    "vi.spyOn(Math, 'max'); add(1, 2); expect(Math.max).toHaveBeenCalled();",
    'add(1, 2); expect(document.title).toBe("3");',
    'add(1, 2); expect(state.sum).toBe(3);',
    'expect(state.sum).toBe(3);',
    'globalThis.report = vi.fn(); add(1, 2); expect(globalThis.report).toHaveBeenCalled();',
    'const report = vi.fn(); globalThis.report = report; add(1, 2); expect(report).toHaveBeenCalled();',
    'vi.useFakeTimers(); add(1, 2); expect(vi.getTimerCount()).toBe(1);',
    // Loaded by the test itself
    "const { total } = await import('./cart'); expect(total([])).toBe(0);",
    "const own = require('./cart'); expect(own.total([])).toBe(0);",
    // Node's assertions
    'assert.equal(add(1, 2), 3);',
    'assert.strict.equal(add(1, 2), 3);',
    'assert.strictEqual(add(1, 2), 3);',
    'assert.deepEqual(parse("[]"), []);',
    'assert.notEqual(add(1, 2), 4);',
    'assert.equal(isPrime(7), true);',
    'assert(isPrime(7));',
    'assert.ok(isPrime(7));',
    'assert.ok(!isPrime(8));',
    'assert.ok(add(1, 2) === 3);',
    `assert.ok(add(1, 2) === 3, \`not \${add(1, 2)}\`);`,
    'assert.throws(() => add(1), RangeError);',
    'assert.throws(() => add(1));',
    'await assert.rejects(load(1), { message: "no" });',
    'assert.doesNotThrow(() => add(1, 2));',
    'assert.match(parse("x"), /x/);',
    'assert.equal(add(1, 2), undefined);',
    // Chai
    'expect(add(1, 2)).to.equal(3);',
    'expect(add(1, 2)).to.be.above(2);',
    'expect(parse("[]")).to.deep.equal([]);',
    'expect(isPrime(7)).to.be.true;',
    'expect(isPrime(8)).to.be.false;',
    'expect(isPrime(7)).to.be.ok;',
    'expect(parse("")).to.be.empty;',
    'expect(parse("x")).to.be.undefined;',
    "expect(parse('x')).to.be.an('array').that.includes('x');",
    "expect(parse('x')).to.be.an('array').with.lengthOf(1);",
    "expect(parse('x')).to.have.property('a').that.equals(1);",
    "expect(() => add(1)).to.throw(RangeError, 'no');",
    'expect(() => add(1)).to.throw();',
    'add(1, 2).should.equal(3);',
    'isPrime(7).should.be.true;',
    'add(1, 2).should.not.equal(4);',
    'const sum = add(1, 2); sum.should.equal(3);',
    'assert.isTrue(isPrime(7));',
    'assert.isFalse(isPrime(8));',
    'assert.isAbove(add(1, 2), 2);',
    'assert.lengthOf(parse("x"), 1);',
    'assert.isEmpty(parse(""));',
    'await expect(load(1)).to.eventually.equal(2);',
    'const fake = sinon.fake(); each([1], fake); expect(fake).to.have.been.calledOnce;',
    'const fake = sinon.fake(); each([1], fake); sinon.assert.calledOnceWithExactly(fake, 1);',
    // Matchers that nobody knows
    'expect(add(1, 2)).toBeOdd();',
    'expect(add(1, 2)).to.be.odd;',
    'expect.soft(add(1, 2)).toBe(3);',
    'await expect.poll(() => add(1, 2)).toBe(3);',
  ],
  existence: [
    'expect(add(1, 2)).toBeDefined();',
    'expect(add(1, 2)).not.toBeUndefined();',
    'expect(add(1, 2)).not.toBeNull();',
    'expect(add(1, 2)).not.toBe(undefined);',
    'expect(add(1, 2)).not.toEqual(null);',
    'expect(add).toBeTruthy();',
    'expect(cart.add).toBeTruthy();',
    'expect(!!add).toBe(true);',
    'expect(new Cart()).toBeTruthy();',
    'const made = new Cart(); expect(made).toBeTruthy();',
    'const made = new Cart(); expect(made).toBeInstanceOf(Cart);',
    'const made = new Cart(); expect(made instanceof Cart).toBe(true);',
    'expect(add).toBeInstanceOf(Function);',
    'expect(parse("[]")).toBeInstanceOf(Object);',
    "expect(typeof add).toBe('function');",
    "expect(typeof add(1, 2)).toBe('number');",
    "expect(typeof add(1, 2)).not.toBe('string');",
    "expect(typeof add === 'function').toBe(true);",
    "const type = typeof add(1, 2); expect(type).toBe('number');",
    "expect(add(1, 2)).toBeTypeOf('number');",
    'expect(add(1, 2)).toEqual(expect.any(Number));',
    'expect(add(1, 2)).toEqual(expect.anything());',
    'expect(Array.isArray(parse("[]"))).toBe(true);',
    'expect(add(1, 2) !== undefined).toBe(true);',
    'expect(add(1, 2) != null).toBeTruthy();',
    'const isThere = add(1, 2) !== null; expect(isThere).toBe(true);',
    "expect(cart).toHaveProperty('add');",
    "expect('add' in cart).toBe(true);",
    'expect(parse("x")).toMatchSnapshot();',
    'expect(parse("x")).toMatchInlineSnapshot();',
    'expect(() => add(1)).toThrowErrorMatchingSnapshot();',
    'expectTypeOf(add).toBeFunction();',
    'assert.ok(add);',
    'assert(add);',
    'assert.ok(new Cart());',
    "assert.ok(typeof add(1, 2) === 'number');",
    "assert.equal(typeof add, 'function');",
    'assert.notEqual(add(1, 2), undefined);',
    'assert.notStrictEqual(add(1, 2), null);',
    'assert.ok(add(1, 2) !== undefined);',
    'assert.exists(add(1, 2));',
    'assert.isDefined(add(1, 2));',
    'assert.isNotNull(add(1, 2));',
    'assert.isFunction(add);',
    "assert.typeOf(add(1, 2), 'number');",
    'expect(add(1, 2)).to.exist;',
    'expect(add(1, 2)).to.not.be.undefined;',
    'expect(add(1, 2)).to.not.be.null;',
    "expect(add(1, 2)).to.be.a('number');",
    "expect(add).to.be.a('function');",
    'expect(add).to.be.ok;',
    'const made = new Cart(); expect(made).to.be.an.instanceof(Cart);',
    'const made = new Cart(); made.should.be.ok;',
    "add(1, 2).should.be.a('number');",
    'should.exist(add(1, 2));',
  ],
  tautology: [
    'expect(add(1, 2)).toBe(add(1, 2));',
    'expect(add(1, 2)).toEqual(\n  add(1,2) // the same\n);',
    'expect(parse("x")).toBe(parse(\'x\'));',
    'const sum = add(1, 2); expect(sum).toBe(sum);',
    'const sum = add(1, 2); expect(sum === sum).toBe(true);',
    'const made = new Cart(); expect(made.items).toEqual(made.items);',
    'assert.equal(add(1, 2), add(1, 2));',
    'const sum = add(1, 2); assert.ok(sum === sum);',
    'const sum = add(1, 2); expect(sum).to.equal(sum);',
    'const sum = add(1, 2); sum.should.equal(sum);',
    'expect(await load(1)).toBe(await load(1));',
  ],
  constant: [
    'expect(true).toBe(true);',
    'add(1, 2); expect(true).toBe(true);',
    'add(1, 2); expect(1 + 1).toBe(2);',
    'const want = 3; add(1, 2); expect(want).toBe(3);',
    'const sum = add(1, 2); expect(3).toBe(3);',
    "const texts = ['a']; for (const text of texts) parse(text); expect(texts).toHaveLength(1);",
    "const texts = ['a']; texts.forEach((text) => parse(text)); expect(texts).toHaveLength(1);",
    'const rows = [[1, 2]]; rows.forEach(([a, b]) => add(a, b)); expect(rows).toHaveLength(1);',
    'let n = 0; try { add(1, 2); n = 1; } finally { add(0, 0); } expect(n).toBe(1);',
    "const [first] = ['a']; parse(first); expect(first).toBe('a');",
    "const text = 'a'; parse(text); expect(text).toBe('a');",
    'const fake = vi.fn(); fake(1); expect(fake).toHaveBeenCalledWith(1);',
    'const fake = vi.fn(() => 3); add(1, 2); expect(fake()).toBe(3);',
    'const fake = vi.fn().mockReturnValue(3); expect(fake(1, 2)).toBe(3);',
    'const fake = vi.fn(); fake(1); expect(fake).toHaveBeenCalledWith(1); each([1], fake);',
    "const store = { save: vi.fn() }; store.save('x'); expect(store.save).toHaveBeenCalledWith('x');",
    "expect(() => { throw new Error('no'); }).toThrow('no');",
    'await expect(Promise.resolve(1)).resolves.toBe(1);',
    "expect(typeof 'x').toBe('string');",
    'expect(Math.max(1, 2)).toBe(2);',
    'const made = { add: () => 3 }; expect(made.add()).toBe(3);',
    // What has the name of an export, but is another thing
    'const local = () => { const add = (a, b) => a + b; return add(1, 2); }; expect(local()).toBe(3);',
    'expect({ add: 3 }).toEqual({ add: 3 });',
    '{ const add = 3; expect(add).toBe(3); }',
    'assert.ok(true);',
    'assert.equal(1, 1);',
    `assert.equal(1, 1, \`not \${add(1, 2)}\`);`,
    'assert.ok(add(1, 2) || true);',
    'assert.fail();',
    'expect(true).to.be.true;',
    'true.should.be.true;',
    // Nobody waits for them
    'expect(load(1)).resolves.toBe(2);',
    "expect(load(1)).rejects.toThrow('no');",
    'void expect(load(1)).resolves.toBe(2);',
    'assert.rejects(load(1));',
  ],
};

describe('what an assertion can tell about the module under test', () => {
  for (const [kind, texts] of Object.entries(bodies)) {
    for (const body of texts) {
      it(`${kind}: ${body}`, () => {
        const kinds = kindsOf(body);
        assert.notEqual(kinds, '');
        assert.deepEqual([...new Set(kinds.split(' '))], [kind]);
      });
    }
  }
});

describe('what is an assertion', () => {
  const none = [
    'add(1, 2);',
    'expect(add(1, 2));',
    'expect(add(1, 2)).not;',
    'expect(add(1, 2)).toBe;',
    'expect(add(1, 2)).to.be;',
    'expect.assertions(1);',
    'expect.hasAssertions();',
    'const { expect } = add(1, 2); expect(1).toBe(1);',
    'console.assert(add(1, 2) === 3);',
  ];
  for (const body of none) it(`none: ${body}`, () => assert.deepEqual(assertionsOf(body), []));

  const named: readonly [imports: string, body: string, name: string, kind: Kind][] = [
    ["import { expect as check } from 'vitest';", 'check(add(1, 2)).toBe(3);', 'expect.toBe', 'value'],
    ["import * as vitest from 'vitest';", 'vitest.expect(add(1, 2)).toBe(3);', 'expect.toBe', 'value'],
    ["import { equal as same } from 'node:assert/strict';", 'same(add(1, 2), 3);', 'assert.equal', 'value'],
    ["import { strict as check } from 'node:assert';", 'check.equal(add(1, 2), 3);', 'assert.equal', 'value'],
    ["import check from 'node:assert';", 'check(add);', 'assert', 'existence'],
    ["import * as check from 'assert';", 'check.deepEqual(add(1, 2), 3);', 'assert.deepEqual', 'value'],
    ["const check = require('assert');", 'check.equal(add(1, 2), 3);', 'assert.equal', 'value'],
    ["import { assert } from 'chai';", 'assert.isTrue(isPrime(7));', 'assert.isTrue', 'value'],
    ["import chai from 'chai';", 'chai.expect(isPrime(7)).to.be.true;', 'expect.to.be.true', 'value'],
    ["import * as chai from 'chai';", 'chai.assert.equal(add(1, 2), 3);', 'assert.equal', 'value'],
    [
      "import chai from 'chai';\nconst { expect } = chai;",
      'expect(add).to.be.ok;',
      'expect.to.be.ok',
      'existence',
    ],
    [
      "import chai from 'chai';\nconst expect = chai.expect;",
      'expect(add).to.exist;',
      'expect.to.exist',
      'existence',
    ],
  ];
  for (const [imports, body, name, kind] of named) {
    it(`${imports} ${body}`, () => {
      const found = assertionsOf(body, `import { add, isPrime } from './cart';\n${imports}`);
      assert.deepEqual(
        found.map((each) => [each.name, each.kind]),
        [[name, kind]],
      );
    });
  }

  it('gives nothing of the module to what the module is only compared with', () => {
    const body = 'const want = { a: 3 }; expect(add(1, 2)).toEqual(want); expect(want).toEqual({ a: 3 });';
    assert.equal(kindsOf(body), 'value constant');
  });

  it('says what is checked and what it should be', () => {
    assert.deepEqual(
      assertionsOf('expect(add(1,  2)).not.toBe("x");\nassert.ok(isPrime(7));\nadd(1, 2).should.equal(3);'),
      [
        { name: 'expect.not.toBe', kind: 'value', subject: 'add(1,  2)', expected: '"x"' },
        { name: 'assert.ok', kind: 'value', subject: 'isPrime(7)' },
        { name: 'should.equal', kind: 'value', subject: 'add(1, 2)', expected: '3' },
      ],
    );
  });

  it('reads those of helpers and hooks too, in their order', () => {
    const result = readTests(
      `import { add } from './cart';
const check = (sum) => expect(sum).toBe(3);
beforeEach(() => { expect(1).toBe(1); });
it('a', () => { check(add(1, 2)); expect(add).toBeDefined(); });`,
      { language: 'typescript', moduleSpecifier: './cart' },
    );
    assert.ok(result.status === 'read');
    assert.deepEqual(
      result.tests[0]?.assertions.map(({ kind }) => kind),
      ['value', 'constant', 'existence'],
    );
  });

  it('takes what another specifier gives for the module under test, when it is said to be', () => {
    const read = (isModuleUnderTest?: (specifier: string) => boolean) => {
      const result = readTests(
        "import { add } from '@shop/cart';\nit('a', () => { expect(add(1, 2)).toBe(3); });",
        {
          language: 'typescript',
          moduleSpecifier: './cart',
          ...(isModuleUnderTest && { isModuleUnderTest }),
        },
      );
      assert.ok(result.status === 'read');
      const [test] = result.tests;
      return [test?.imports, test?.assertions[0]?.kind];
    };
    const found = { specifier: '@shop/cart', exported: 'add', local: 'add' };
    assert.deepEqual(read(), [[{ module: '@shop/cart', ...found }], 'constant']);
    assert.deepEqual(
      read((specifier) => specifier === '@shop/cart'),
      [[{ module: './cart', ...found }], 'value'],
    );
  });

  it('reads JavaScript in the same way', () => {
    const [found] = assertionsOf(
      'const view = <div>{add(1, 2)}</div>; expect(view).toEqual(3);',
      "const { add } = require('./cart');",
      'javascript',
    );
    assert.equal(found?.kind, 'value');
  });
});
