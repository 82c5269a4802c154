import assert from 'node:assert/strict';
import { scoreComplexity, tierOf } from '../../../../src/core/routing/complexityScore';
import { verifies } from '../../../requirements';
import { complexityInputs, specWeights } from '../../../support/routingBuilders';

const closeTo = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);

describe('scoreComplexity', () => {
  const inputs = complexityInputs({
    tokens: 1500,
    cyclomatic: 6,
    maxNesting: 5,
    branches: 30,
    functions: 10,
    dependencies: 3,
    asyncOperations: 12,
    sideEffects: 0,
    targets: 1,
  });

  it(`is the weighted mean of three scores ${verifies('CFG-5.2-22')}`, () => {
    const { tokens, structure, context, overall } = scoreComplexity(inputs, specWeights);
    closeTo(tokens, 0.5);
    closeTo(structure, 0.35 * 0.5 + 0.25 + 0.25 * 0.5 + 0.15 * 0.5);
    closeTo(context, 0.35 * 0.5 + 0.25);
    closeTo(overall, 0.4 * tokens + 0.3 * structure + 0.3 * context);
  });

  it(`follows the weightings of the settings ${verifies('CFG-5.2-22')}`, () => {
    const only = (weights: Partial<typeof specWeights>) =>
      scoreComplexity(inputs, { tokenWeighting: 0, structureWeighting: 0, contextWeighting: 0, ...weights });
    closeTo(only({ tokenWeighting: 1 }).overall, 0.5);
    closeTo(only({ structureWeighting: 1 }).overall, 0.625);
    closeTo(only({ contextWeighting: 1.001 }).overall, 0.425);
  });

  it(`names its inputs beside the scores ${verifies('CFG-5.2-24')}`, () => {
    assert.deepEqual(scoreComplexity(inputs, specWeights).inputs, inputs);
  });

  it('is 0 for nothing and 1 for everything', () => {
    const all = (value: number) =>
      Object.fromEntries(Object.keys(inputs).map((name) => [name, value])) as typeof inputs & object;
    assert.equal(scoreComplexity(all(0), specWeights).overall, 0);
    closeTo(scoreComplexity(all(1e9), specWeights).overall, 1);
  });
});

describe('tierOf', () => {
  it(`is simple below 0.3, moderate from there, complex from 0.7 ${verifies('CFG-5.2-25')}`, () => {
    assert.deepEqual([0, 0.299999, 0.3, 0.699999, 0.7, 1].map(tierOf), [
      'simple',
      'simple',
      'moderate',
      'moderate',
      'complex',
      'complex',
    ]);
  });
});
