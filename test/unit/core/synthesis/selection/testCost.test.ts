import assert from 'node:assert/strict';
import { type InputExpression, inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import type { StepOutcome } from '../../../../../src/core/synthesis/scenario';
import { joinUnits } from '../../../../../src/core/synthesis/search/joinUnits';
import { buildScenario } from '../../../../../src/core/synthesis/search/scenarioBuilder';
import { readingCost } from '../../../../../src/core/synthesis/search/scenarioPlan';
import { type ProvenScenario, testCost } from '../../../../../src/core/synthesis/selection/testCost';
import {
  aCandidateRequest,
  aFunctionUnit,
  aParameter,
  aRuntimeExport,
} from '../../../../support/synthesisBuilders';

const parameters = [aParameter('items', { kind: 'unknown' })];
const { model } = aCandidateRequest([aFunctionUnit('f', { parameters })], []);
const { units } = joinUnits(model, [aRuntimeExport('f', 'function')], { staysInType: false, points: [] });

function gives(code: string): StepOutcome {
  return { status: 'returned', isPromise: false, value: { kind: 'expressible', code, isPrimitive: true } };
}

function proven(inputs: readonly InputExpression[], ...outcomes: readonly StepOutcome[]): ProvenScenario {
  const [unit] = units;
  const [callable] = unit?.functions ?? [];
  assert.ok(unit && callable);
  const plan = { calls: [{ callable, arguments: inputs }] };
  const scenario = buildScenario({ id: '1', plan, localNameOf: (name) => name });
  const asserted = new Set([outcomes.length - 1]);
  return { unit, plan, mined: { scenario, outcomes, points: [], asserted }, showsChange: true };
}

const recorder: InputExpression = {
  ...inputOf('(item) => {\n  received.push(item);\n}'),
  setup: [{ name: 'received', code: '[]', isInspected: true }],
};

describe('testCost', () => {
  it('prefers what a callback was called with to a state that stayed as it was', () => {
    const silent = { ...proven([inputOf('(item) => item > 2')], gives('0')), showsChange: false };
    const recorded = {
      ...proven([recorder], gives('[]'), gives('undefined'), gives('[5]')),
      showsChange: false,
    };
    assert.ok(testCost(recorded) < testCost(silent));
  });

  it('prefers numbers that a reader can place', () => {
    assert.ok(
      testCost(proven([inputOf('3')], gives('1.5'))) < testCost(proven([inputOf('2')], gives('1.5e+42'))),
    );
  });
});

describe('testCost of what is hard to read', () => {
  const plain = testCost(proven([inputOf('[6, 3, 10]')], gives('6')));

  it('is higher for an array that was taken for an object', () => {
    assert.ok(testCost(proven([inputOf('[6, 3, 10]')], gives("{ '0': 6, '1': 3 }"))) > plain + 0.5);
  });

  it('is higher for negative zero, not for a negative fraction', () => {
    const costOf = (result: string): number => testCost(proven([inputOf('3')], gives(result)));
    assert.ok(costOf('-0') > costOf('-0.5') + 0.5);
  });

  it('grows faster where inputs take several lines', () => {
    const ofLength = (length: number): number =>
      testCost(proven([inputOf(`'${'a'.repeat(length)}'`)], gives('6')));
    assert.ok(ofLength(150) - ofLength(100) > 2 * (ofLength(80) - ofLength(30)));
  });
});

describe('readingCost', () => {
  it('is higher without any argument where one is needed', () => {
    assert.ok(
      readingCost(proven([], gives('1')).plan) > readingCost(proven([inputOf('12')], gives('1')).plan),
    );
  });
});
