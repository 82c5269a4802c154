import assert from 'node:assert/strict';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { type ObservedScenario, ScenarioArchive } from '../../../../../src/core/synthesis/search/archive';
import { joinUnits } from '../../../../../src/core/synthesis/search/joinUnits';
import type {
  Callable,
  PlannedCall,
  ScenarioPlan,
} from '../../../../../src/core/synthesis/search/scenarioPlan';
import { basketUnit } from '../../../../support/fakeShop';
import { aRuntimeExport } from '../../../../support/synthesisBuilders';

const model = {
  file: 'src/shop.ts',
  moduleSystem: 'esm',
  units: [basketUnit],
  functions: [],
  examples: [],
  workedExamples: [],
  constants: [],
  imports: [],
} as const;
const { units } = joinUnits(model, [aRuntimeExport('Basket', 'class')], { staysInType: true, points: [] });

function callable(path: string): Callable {
  const found = [units[0]?.construct, ...(units[0]?.members ?? [])].find(
    (candidate) => candidate?.path === path,
  );
  assert.ok(found);
  return found;
}

function call(path: string, ...codes: readonly string[]): PlannedCall {
  return { callable: callable(path), arguments: codes.map((code) => inputOf(code)) };
}

function aPlan(...calls: readonly PlannedCall[]): ScenarioPlan {
  return { receiver: { call: call('Basket'), name: 'basket' }, calls };
}

function observed(code: string, ...points: readonly number[]): ObservedScenario {
  const value = { kind: 'expressible', code, isPrimitive: true } as const;
  return {
    scenarioId: 's',
    status: 'observed',
    outcomes: [{ status: 'returned', isPromise: false, value }],
    points,
    effects: [],
    questions: [],
  };
}

function stumbled(...points: readonly number[]): ObservedScenario {
  const error = { name: 'TypeError', message: 'x is not a function', isDeliberate: false };
  return { ...observed('', ...points), outcomes: [{ status: 'threw', isPromise: false, error }] };
}

describe('ScenarioArchive', () => {
  it('has calls on their own in place of a row of them that reaches no more', () => {
    const [first, second] = [call('add', "'a'"), call('remove', "'a'")];
    const row = aPlan(first, second);
    const archive = new ScenarioArchive([]);
    archive.consider(row, observed('2', 1, 2, 3));
    const [entry] = archive.scenarios;
    assert.ok(entry);
    archive.separate(entry, [{ plan: aPlan(second), observation: observed('0', 2) }]);
    assert.deepEqual(archive.scenarios, [entry]);
    archive.separate(entry, [
      { plan: aPlan(first), observation: observed('1', 1, 2) },
      { plan: aPlan(second), observation: observed('0', 2, 3) },
    ]);
    assert.deepEqual(
      archive.scenarios.map(({ plan, novelPoints }) => [plan.calls.length, novelPoints]),
      [
        [1, [1, 2]],
        [1, [3]],
      ],
    );
  });

  it('keeps what reaches a new point, apart from what loading reaches', () => {
    const archive = new ScenarioArchive([1]);
    assert.equal(archive.consider(aPlan(call('remove', "'a'")), observed('true', 1, 2)), 'point');
    assert.deepEqual(
      archive.scenarios.map(({ novelPoints }) => novelPoints),
      [[2]],
    );
  });

  it('keeps a second kind of outcome, and two witnesses of each', () => {
    const archive = new ScenarioArchive([]);
    const showed = ['true', 'true', 'true', 'false'].map((code, index) =>
      archive.consider(aPlan(call('remove', `'${index}'`)), observed(code, 1)),
    );
    assert.deepEqual(showed, ['point', 'behaviour', undefined, 'behaviour']);
  });

  it('replaces a scenario by one that shows the same with fewer calls', () => {
    const archive = new ScenarioArchive([]);
    archive.consider(
      aPlan(call('add', "'a'"), call('add', "'b'"), call('remove', "'a'")),
      observed('true', 1, 2),
    );
    const simpler = aPlan(call('add', "'a'"), call('remove', "'a'"));
    assert.equal(archive.consider(simpler, observed('true', 2, 1)), 'simpler');
    assert.deepEqual(
      archive.scenarios.map(({ plan }) => plan),
      [simpler],
    );
  });

  it('does not replace what a callback was called with by a function that keeps nothing', () => {
    const archive = new ScenarioArchive([]);
    const received = { name: 'received', code: '[]', isInspected: true };
    const recorder = { ...inputOf('(value) => {\n  received.push(value);\n}'), setup: [received] };
    const recorded = aPlan({ callable: callable('add'), arguments: [recorder] });
    archive.consider(recorded, observed('undefined', 1));
    archive.consider(aPlan(call('add', '() => 1')), observed('undefined', 1));
    assert.ok(archive.scenarios.some(({ plan }) => plan === recorded));
  });

  it('does not replace what reaches more', () => {
    const archive = new ScenarioArchive([]);
    archive.consider(aPlan(call('add', "'a'"), call('remove', "'a'")), observed('true', 1, 2));
    archive.consider(aPlan(call('remove', "'a'")), observed('true', 1));
    assert.equal(archive.scenarios[0]?.plan.calls.length, 2);
  });

  it('looks on for a test of what was reached on the way to an error of the engine, and drops the stumble then', () => {
    const archive = new ScenarioArchive([]);
    const stumble = aPlan(call('remove', 'null'));
    assert.equal(archive.consider(stumble, stumbled(1, 2)), 'point');
    assert.equal(archive.consider(aPlan(call('remove', 'undefined')), stumbled(1)), 'behaviour');
    const sound = aPlan(call('remove', "'a'"));
    assert.equal(archive.consider(sound, observed('true', 1)), 'point');
    assert.ok(archive.scenarios.some(({ plan }) => plan === stumble));
    assert.equal(archive.consider(aPlan(call('remove', "'b'")), observed('false', 2)), 'point');
    assert.ok(!archive.scenarios.some(({ plan }) => plan === stumble));
  });
});
