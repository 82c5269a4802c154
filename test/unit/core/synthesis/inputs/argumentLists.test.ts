import assert from 'node:assert/strict';
import { createRandom } from '../../../../../src/base/random';
import {
  mutatedCall,
  randomCall,
  systematicCalls,
} from '../../../../../src/core/synthesis/inputs/argumentLists';
import { constantPoolOf } from '../../../../../src/core/synthesis/inputs/constantPool';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { InputGenerator } from '../../../../../src/core/synthesis/inputs/inputGenerator';
import type { Callable, PlannedCall } from '../../../../../src/core/synthesis/search/scenarioPlan';
import { aCallable } from '../../../../support/aCallable';
import { aParameter } from '../../../../support/synthesisBuilders';

/** `equal(foo, bar)`, whose text mentions these classes. */
function comparing(...classes: string[]): Callable {
  const plain = aCallable('equal');
  const scope = { ...plain.generator.scope, pool: constantPoolOf(classes), staysInType: false };
  const parameters = ['foo', 'bar'].map((name) => aParameter(name, { kind: 'unknown' }));
  return { ...plain, parameters, generator: new InputGenerator(scope) };
}

const textOf = (call: PlannedCall): string => call.arguments.map(({ code }) => code).join(', ');

describe('argument lists', () => {
  it('compare equal and nearly equal values of a class that the text mentions', () => {
    const calls = [...systematicCalls(comparing('Set'), 400)].map(textOf);
    assert.ok(calls.includes('new Set([1, 2]), new Set([1, 2])'));
    assert.ok(calls.includes('new Set([1, 2]), new Set([1, 3])'));
    assert.ok(!calls.some((call) => call.includes('new Map')));
  });

  it('compare nested values', () => {
    const calls = [...systematicCalls(comparing(), 400)].map(textOf);
    assert.ok(calls.includes('{ a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } }'));
  });

  it('change one property of options and keep the others', () => {
    const properties = ['max', 'ttl', 'size'].map((name) => ({
      name,
      shape: { kind: 'number' as const },
      isOptional: true,
    }));
    const callable = aCallable('make', [aParameter('options', { kind: 'object', properties })]);
    const call = { callable, arguments: [inputOf('{ max: 77, ttl: 88, size: 99 }')] };
    const random = createRandom(1);
    const codes = Array.from({ length: 60 }, () => textOf(mutatedCall(call, random)));
    const kept = codes.filter(
      (code) => ['77', '88', '99'].filter((part) => code.includes(part)).length === 2,
    );
    assert.ok(kept.length > 30, codes.join('\n'));
  });

  it('give two unknown parameters the same value some of the time', () => {
    const random = createRandom(1);
    const calls = Array.from({ length: 1000 }, () => randomCall(comparing('Map'), random));
    const equal = calls.filter(
      ({ arguments: [foo, bar] }) => foo?.code.includes('new Map') && foo.code === bar?.code,
    );
    assert.ok(equal.length > 5, `${equal.length} of 1000`);
  });

  it('give more than a stream takes at once where the text waits for drain, before anything is varied', () => {
    const early = [...systematicCalls(comparing("'drain'"), 5)].map(textOf);
    assert.ok(early.some((call) => call.startsWith("'a'.repeat(20_000), ")));
    assert.ok(early.some((call) => call.endsWith(", 'a'.repeat(20_000)")));
    assert.ok(![...systematicCalls(comparing(), 400)].some((call) => textOf(call).includes('repeat')));
  });
});
