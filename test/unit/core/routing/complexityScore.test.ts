import assert from 'node:assert/strict';
import { scoreComplexity, tierOf } from '../../../../src/core/routing/complexityScore';
import { verifies } from '../../../requirements';
import { complexityInputs, specWeights } from '../../../support/routingBuilders';

const closeTo = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);

describe('scoreComplexity', () => {
  const inputs = complexityInputs({
    tokens: 700,
    statements: 50,
    cyclomatic: 16,
    maxNesting: 6,
    branches: 12,
    functions: 8,
    dependencies: 5,
    asyncOperations: 3,
    sideEffects: 0,
    targets: 1,
  });
  const halfTokens = 0.5 ** 0.6;
  const structureOfThese = 0.2 + 0.8 * 0.5 ** 0.75;
  const contextOfThese = 0.8 * 0.5 ** 1.25;

  it(`is the weighted mean of three scores ${verifies('CFG-5.2-22')}`, () => {
    const { tokens, structure, context, overall } = scoreComplexity(inputs, specWeights);
    closeTo(tokens, halfTokens);
    closeTo(structure, structureOfThese);
    closeTo(context, contextOfThese);
    closeTo(overall, 0.4 * tokens + 0.3 * structure + 0.3 * context);
  });

  it(`follows the weightings of the settings ${verifies('CFG-5.2-22')}`, () => {
    const only = (weights: Partial<typeof specWeights>) =>
      scoreComplexity(inputs, { tokenWeighting: 0, structureWeighting: 0, contextWeighting: 0, ...weights });
    closeTo(only({ tokenWeighting: 1 }).overall, halfTokens);
    closeTo(only({ structureWeighting: 1 }).overall, structureOfThese);
    closeTo(only({ contextWeighting: 1.001 }).overall, contextOfThese);
  });

  it('does not count tokens that no statement explains, unless the statements are not known', () => {
    const tokensOf = (fields: Partial<typeof inputs>) =>
      scoreComplexity({ ...inputs, ...fields }, specWeights).tokens;
    assert.equal(tokensOf({ statements: 10, tokens: 5000 }), tokensOf({ statements: 10, tokens: 300 }));
    assert.equal(tokensOf({ statements: 10, tokens: 5000, unmeasuredTargets: 1 }), 1);
  });

  it('is full of context with side effects alone', () => {
    assert.equal(scoreComplexity({ ...inputs, sideEffects: 10 }, specWeights).context, 1);
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
