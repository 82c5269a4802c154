import assert from 'node:assert/strict';
import { type InputExpression, inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { withOwnConstants } from '../../../../../src/core/synthesis/search/ownConstants';
import { buildScenario } from '../../../../../src/core/synthesis/search/scenarioBuilder';
import type { PlannedCall, ScenarioPlan } from '../../../../../src/core/synthesis/search/scenarioPlan';
import { aCallable } from '../../../../support/aCallable';
import { aParameter } from '../../../../support/synthesisBuilders';

const anything = { kind: 'unknown' } as const;
const recorder: InputExpression = {
  ...inputOf('(value) => { received.push(value); }'),
  setup: [{ name: 'received', code: '[]', isInspected: true }],
};
const source: InputExpression = {
  ...inputOf('(callback) => callback(items.shift())'),
  setup: [{ name: 'items', code: '[1, 2]', isInspected: false }],
};

function call(parameters: string, ...inputs: readonly InputExpression[]): PlannedCall {
  const models = parameters.split(' ').map((name) => aParameter(name, anything));
  return { callable: aCallable('drain', models), arguments: inputs };
}

function stepsOf(plan: ScenarioPlan): string[] {
  const { steps } = buildScenario({ id: '1', plan: withOwnConstants(plan), localNameOf: (name) => name });
  return steps.map(({ resultName, expression }) =>
    resultName === undefined ? expression : `${resultName} = ${expression}`,
  );
}

describe('withOwnConstants', () => {
  it('leaves a single recorder its plain name', () =>
    assert.deepEqual(stepsOf({ calls: [call('done', recorder)] }), [
      'received = []',
      'drain((value) => { received.push(value); })',
      'received',
    ]));

  it('calls several recorders after their parameters', () =>
    assert.deepEqual(stepsOf({ calls: [call('op done', recorder, recorder)] }), [
      'opCalls = []',
      'doneCalls = []',
      'drain((value) => { opCalls.push(value); }, (value) => { doneCalls.push(value); })',
      'opCalls',
      'doneCalls',
    ]));

  it('gives two sources two lists', () =>
    assert.deepEqual(stepsOf({ calls: [call('a b', source, source)] }).slice(0, 2), [
      'items = [1, 2]',
      'items2 = [1, 2]',
    ]));

  it('keeps one constant for the same argument of repeated calls', () => {
    const again = call('done', recorder);
    assert.deepEqual(stepsOf({ calls: [again, again] }).slice(0, 1), ['received = []']);
  });

  it('changes nothing the second time', () => {
    const once = withOwnConstants({ calls: [call('op done', recorder, recorder)] });
    assert.deepEqual(withOwnConstants(once), once);
  });
});
