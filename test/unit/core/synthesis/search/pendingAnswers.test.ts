import assert from 'node:assert/strict';
import { type InputExpression, inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { pendingAnswers } from '../../../../../src/core/synthesis/search/pendingAnswers';
import { buildScenario, callExpression } from '../../../../../src/core/synthesis/search/scenarioBuilder';
import type { PlannedCall } from '../../../../../src/core/synthesis/search/scenarioPlan';
import { aCallable } from '../../../../support/aCallable';

const later: InputExpression = {
  ...inputOf('(callback) => { pending.push(callback); }'),
  setup: [{ name: 'pending', code: '[]', isInspected: false }],
};
const load: PlannedCall = { callable: aCallable('load'), arguments: [later] };

describe('pendingAnswers', () => {
  it('call a callback that was kept, with a value, a failure and the end', () => {
    const answers = pendingAnswers({ calls: [load] }, load.callable);
    assert.deepEqual(
      answers.map((answer) => callExpression(answer)),
      ["pending.shift()(null, 'late')", "pending.shift()(new Error('late'))", 'pending.shift()(true)'],
    );
  });

  it('are none where nothing is kept', () => {
    const plain = { callable: load.callable, arguments: [inputOf('1')] };
    assert.deepEqual(pendingAnswers({ calls: [plain] }, load.callable), []);
  });
});

describe('callExpression', () => {
  const task = { callable: aCallable('limit'), arguments: [inputOf('task')] };

  it('makes a call several times at once', () =>
    assert.equal(callExpression({ ...task, times: 2 }), 'Promise.all([limit(task), limit(task)])'));

  it('calls what another call gave, in one expression', () => {
    const invoke = aCallable('limit', [], { form: 'invoke', path: '' });
    const chain = { callable: invoke, arguments: [inputOf('1')], on: task };
    const { steps, bindings } = buildScenario({
      id: '1',
      plan: { calls: [chain] },
      localNameOf: (name) => name,
    });
    assert.deepEqual(
      steps.map(({ expression }) => expression),
      ['limit(task)(1)'],
    );
    assert.deepEqual(bindings, { limit: 'limit' });
  });
});
