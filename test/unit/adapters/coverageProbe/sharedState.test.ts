import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import { isSameState, sharedStateOf } from '../../../../src/adapters/coverageProbe/sharedState';

describe('sharedStateOf', () => {
  /** In a realm of its own, so that nothing is left behind. */
  function changes(code: string): boolean {
    const context = createContext({ process: { env: { HOME: '/home' } } });
    const realm = runInContext('globalThis', context) as object;
    const before = sharedStateOf(realm);
    runInContext(code, context);
    return !isSameState(sharedStateOf(realm), before);
  }

  const shared: readonly [title: string, code: string][] = [
    ['a replaced method', "String.prototype.trim = () => '';"],
    ['a replaced static method', 'Object.assign(Number, { isNaN: () => true });'],
    ['a new member', 'Array.prototype.last = 1;'],
    ['a removed member', 'delete String.prototype.trim;'],
    ['another getter', "Object.defineProperty(RegExp.prototype, 'flags', { get: () => '' });"],
    ['another prototype', 'Object.setPrototypeOf(Array.prototype, null);'],
    ['a frozen prototype', 'Object.freeze(Array.prototype);'],
    ['a replaced type', 'globalThis.Date = class {};'],
    ['a variable of the environment', "process.env.MODE = 'night';"],
  ];
  for (const [title, code] of shared) {
    it(`differs after ${title}`, () => assert.equal(changes(code), true));
  }

  it('is the same after what concerns nobody else', () => {
    assert.equal(changes("class A {} A.prototype.b = 1; /(a)/.exec('a'); Error.stackTraceLimit = 3;"), false);
  });
});
