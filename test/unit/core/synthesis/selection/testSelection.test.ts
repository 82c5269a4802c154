import assert from 'node:assert/strict';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { joinUnits } from '../../../../../src/core/synthesis/search/joinUnits';
import type { ProvenScenario } from '../../../../../src/core/synthesis/selection/testCost';
import { selectTests } from '../../../../../src/core/synthesis/selection/testSelection';
import { aFunctionUnit, aRuntimeExport } from '../../../../support/synthesisBuilders';

// Counter n stands on line n + 1: `outer` on lines 1 to 4 calls `inner` on lines 5 to 12.
const points = Array.from({ length: 12 }, (_, index) => ({
  kind: 'statement' as const,
  line: index + 1,
  offset: 0,
}));
const model = {
  file: 'src/shop.ts',
  moduleSystem: 'esm',
  functions: [],
  examples: [],
  workedExamples: [],
  constants: [],
  imports: [],
  units: [
    aFunctionUnit('outer', { range: { startLine: 1, endLine: 4 } }),
    aFunctionUnit('inner', { range: { startLine: 5, endLine: 12 } }),
  ],
} as const;
const exports = ['outer', 'inner'].map((name) => aRuntimeExport(name, 'function'));
const { units } = joinUnits(model, exports, { staysInType: true, points: [] });

function proven(name: string, argument: string, result: string, ...hit: readonly number[]): ProvenScenario {
  const unit = units.find((candidate) => candidate.name === name);
  const [callable] = unit?.functions ?? [];
  assert.ok(unit && callable);
  const value = { kind: 'expressible', code: result, isPrimitive: true } as const;
  return {
    unit,
    plan: { calls: [{ callable, arguments: [inputOf(argument)] }] },
    mined: {
      scenario: {
        id: argument,
        subject: name,
        bindings: {},
        steps: [{ expression: `${name}(${argument})`, role: 'act' }],
      },
      outcomes: [{ status: 'returned', isPromise: false, value }],
      points: hit,
      asserted: new Set([0]),
    },
    showsChange: true,
  };
}

function selected(scenarios: readonly ProvenScenario[], loaded: readonly number[] = []): string[] {
  return selectTests(scenarios, points, loaded).map(({ main, examples }) =>
    [main, ...examples].map(({ mined }) => mined.scenario.steps[0]?.expression).join(' + '),
  );
}

describe('selectTests', () => {
  it('tests what is called before what calls it', () => {
    assert.deepEqual(selected([proven('outer', '1', '10', 0, 1, 4, 5), proven('inner', '2', '20', 4, 5)]), [
      'inner(2)',
      'outer(1)',
    ]);
  });

  it('leaves out what reaches nothing new, loading included', () => {
    assert.deepEqual(selected([proven('inner', '1', '10', 4, 5), proven('inner', '2', '10', 4)]), [
      'inner(1)',
    ]);
    assert.deepEqual(selected([proven('inner', '1', '10', 4)], [4]), []);
  });

  it('leaves out a test that later ones have made superfluous', () => {
    const failing = (argument: string, ...hit: readonly number[]): ProvenScenario => {
      const scenario = proven('inner', argument, '', ...hit);
      const error = { name: 'Error', message: argument, isDeliberate: true };
      return {
        ...scenario,
        mined: { ...scenario.mined, outcomes: [{ status: 'threw', isPromise: false, error }] },
      };
    };
    const first = failing('1', 5, 6, 7);
    assert.deepEqual(selected([first, failing('2', 5, 6, 8), failing('3', 7, 9)]), ['inner(2)', 'inner(3)']);
    assert.deepEqual(selected([first, failing('2', 5, 8)]), ['inner(1)', 'inner(2)']);
  });

  it('adds one example on the same path with another result', () => {
    const yes = proven('inner', '18', 'true', 4);
    assert.deepEqual(selected([yes, proven('inner', '36', 'true', 4), proven('inner', '17', 'false', 4)]), [
      'inner(18) + inner(17)',
    ]);
    assert.deepEqual(selected([yes, proven('inner', '17', 'NaN', 4)]), ['inner(18)']);
  });

  it('prefers what a reader likes to see', () => {
    assert.deepEqual(selected([proven('inner', '9', 'NaN', 4), proven('inner', '2', '12', 4)]), ['inner(2)']);
  });
});
