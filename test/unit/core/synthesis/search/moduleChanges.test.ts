import assert from 'node:assert/strict';
import {
  changesBefore,
  moduleChanges,
  preparingCalls,
  withSharedArguments,
} from '../../../../../src/core/synthesis/search/moduleChanges';
import { callExpression } from '../../../../../src/core/synthesis/search/scenarioBuilder';
import type { TestableUnit } from '../../../../../src/core/synthesis/search/testableUnit';
import { aCallable } from '../../../../support/aCallable';
import { aParameter } from '../../../../support/synthesisBuilders';

const key = aParameter('key', { kind: 'string' });
const value = aParameter('value', { kind: 'number' });

function aUnit(name: string, parameters = [key]): TestableUnit {
  return {
    name,
    kind: 'function',
    exportName: name,
    localName: name,
    range: undefined,
    functions: [aCallable(name, parameters)],
    construct: undefined,
    members: [],
  };
}

describe('changes of the module', () => {
  it('are calls that are named like one', () => {
    const units = ['setRate', 'rateOf', 'registerUnit', 'settle', 'reset'].map((name) => aUnit(name));
    assert.deepEqual(
      moduleChanges(units).map(({ path }) => path),
      ['setRate', 'registerUnit', 'reset'],
    );
  });

  it('prepare a test, first those that put the module back', () => {
    const calls = preparingCalls([aUnit('get'), aUnit('set', [key, value]), aUnit('clear', [])]);
    assert.equal(callExpression(calls[0] ?? assert.fail()), 'clear()');
    assert.ok(calls.slice(1).every(({ callable }) => callable.path === 'set'));
    assert.ok(calls.length > 1 && calls.length <= 8);
  });

  it('lend their arguments to a call that has parameters of the same name', () => {
    const [change] = preparingCalls([aUnit('set', [value, key])]);
    const call = { callable: aCallable('get', [key]), arguments: [] };
    const [shared] = withSharedArguments(
      { ...call, arguments: change?.arguments.slice(0, 1) ?? [] },
      change ?? assert.fail(),
    ).arguments;
    assert.equal(shared, change?.arguments[1]);
  });

  it('stand before the act of a plan', () => {
    const [set, get] = [aCallable('set'), aCallable('get')].map((callable) => ({ callable, arguments: [] }));
    assert.ok(set && get);
    assert.deepEqual([changesBefore({ calls: [set, get] }), changesBefore({ calls: [get] })], ['set', '']);
  });
});
