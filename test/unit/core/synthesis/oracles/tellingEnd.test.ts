import assert from 'node:assert/strict';
import { withTellingEnds } from '../../../../../src/core/synthesis/oracles/tellingEnd';
import type { StepOutcome } from '../../../../../src/core/synthesis/scenario';
import { joinUnits } from '../../../../../src/core/synthesis/search/joinUnits';
import { buildScenario } from '../../../../../src/core/synthesis/search/scenarioBuilder';
import type { ScenarioPlan } from '../../../../../src/core/synthesis/search/scenarioPlan';
import type { ProvenScenario } from '../../../../../src/core/synthesis/selection/testCost';
import { titleOf } from '../../../../../src/core/synthesis/writing/testTitles';
import {
  aCandidateRequest,
  aClassUnit,
  aMethod,
  aRuntimeExport,
} from '../../../../support/synthesisBuilders';

const { model } = aCandidateRequest(
  [aClassUnit('Store', { methods: [aMethod('close'), aMethod('size')] })],
  [],
);
const [unit] = joinUnits(model, [aRuntimeExport('Store', 'class')], { staysInType: false, points: [] }).units;
const finish = { kind: 'event', emitter: 'store', event: 'finish' } as const;

function gives(code: string): StepOutcome {
  return { status: 'returned', isPromise: false, value: { kind: 'expressible', code, isPrimitive: false } };
}

function closing(): ProvenScenario {
  const close = unit?.members.find(({ path }) => path === 'close');
  assert.ok(unit?.construct && close);
  const plan: ScenarioPlan = {
    receiver: { call: { callable: unit.construct, arguments: [] }, name: 'store' },
    calls: [{ callable: close, arguments: [] }],
    endings: [finish],
  };
  const inspection = { expressions: ['store.size()'] };
  const scenario = buildScenario({ id: '1', plan, localNameOf: (name) => name, inspection });
  const outcomes = [gives('{}'), gives('undefined'), gives('0'), gives('[]')];
  return {
    unit,
    plan,
    mined: { scenario, outcomes, points: [], asserted: new Set([2]) },
    showsChange: false,
  };
}

function making(event: string): ProvenScenario {
  assert.ok(unit?.construct);
  const wait = { kind: 'event', emitter: 'store', event } as const;
  const plan: ScenarioPlan = { calls: [{ callable: unit.construct, arguments: [], wait }] };
  const scenario = buildScenario({ id: '2', plan, localNameOf: (name) => name });
  return {
    unit,
    plan,
    mined: { scenario, outcomes: [], points: [], asserted: new Set() },
    showsChange: true,
  };
}

describe('withTellingEnds', () => {
  it('asserts the event that a call ends with in place of what stayed as it was', () => {
    const [told] = withTellingEnds([closing(), making('load')]);
    assert.ok(told);
    const asserted = told.mined.scenario.steps.filter((_, index) => told.mined.asserted.has(index));
    assert.deepEqual(asserted, [{ expression: "once(store, 'finish')", role: 'act' }]);
    assert.equal(titleOf({ ...told, unitKind: 'class' }), 'close emits finish');
  });

  it('leaves it where instances send that event on their own', () => {
    const scenario = closing();
    assert.equal(withTellingEnds([scenario, making('finish')])[0], scenario);
  });

  it('leaves what changed something', () => {
    const scenario = { ...closing(), showsChange: true };
    assert.equal(withTellingEnds([scenario])[0], scenario);
  });
});
