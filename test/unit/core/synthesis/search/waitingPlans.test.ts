import assert from 'node:assert/strict';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import type { ScenarioObservation } from '../../../../../src/core/synthesis/scenario';
import { joinUnits } from '../../../../../src/core/synthesis/search/joinUnits';
import { actOf } from '../../../../../src/core/synthesis/search/scenarioPlan';
import { WaitingPlans } from '../../../../../src/core/synthesis/search/waitingPlans';
import {
  aCandidateRequest,
  aFunctionUnit,
  aParameter,
  aRuntimeExport,
} from '../../../../support/synthesisBuilders';

/** The waits that follow on `f(3)`, whose second parameter is a function of that name. */
function waitsFor(name: string, result: string): readonly unknown[] {
  const source = { kind: 'function', parameters: [], returns: { kind: 'unknown' }, isAsync: false } as const;
  const parameters = [aParameter('count', { kind: 'number' }), aParameter(name, source)];
  const { model } = aCandidateRequest([aFunctionUnit('f', { parameters })], []);
  const { units } = joinUnits(model, [aRuntimeExport('f', 'function')], { staysInType: false, points: [] });
  const callable = units[0]?.functions[0];
  assert.ok(callable);
  const plan = { calls: [{ callable, arguments: [inputOf('3')] }] };
  const observation: ScenarioObservation = {
    scenarioId: '1',
    status: 'observed',
    outcomes: [
      {
        status: 'returned',
        isPromise: false,
        value: { kind: 'expressible', code: result, isPrimitive: true },
      },
    ],
    points: [],
    effects: [],
    questions: [],
  };
  return new WaitingPlans(new Set()).after(plan, observation).map((next) => actOf(next).wait);
}

describe('WaitingPlans', () => {
  it('wait for a callback, and for any function where nothing is answered', () => {
    const wait = { kind: 'callback', index: 1, takesAll: false };
    assert.deepEqual(waitsFor('callback', '5'), [wait]);
    assert.deepEqual(waitsFor('source', 'undefined'), [wait]);
  });

  it('do not wait for a function that is asked for something on the way to an answer', () => {
    assert.deepEqual(waitsFor('source', '5'), []);
  });
});
