import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scoreComplexity } from '../../src/core/routing/complexityScore';
import type { ComplexityInputs } from '../../src/core/routing/modelSelection';
import { estimateTokens } from '../../src/core/routing/tokenEstimate';
import { verifies } from '../requirements';
import { complexityInputs } from '../support/routingBuilders';

const names = Object.keys(complexityInputs()) as (keyof ComplexityInputs)[];
const count = fc.oneof(fc.nat(30), fc.nat(20_000));
const inputs = fc.record(
  Object.fromEntries(names.map((name) => [name, count])),
) as fc.Arbitrary<ComplexityInputs>;
const weights = fc
  .tuple(fc.nat(1000), fc.nat(1000))
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map(([low = 0, high = 0]) => ({
    tokenWeighting: low / 1000,
    structureWeighting: (high - low) / 1000,
    contextWeighting: (1000 - high) / 1000,
  }));

describe('scoreComplexity (property)', () => {
  it(`keeps every score within [0, 1] ${verifies('CFG-5.2-22')}`, () => {
    fc.assert(
      fc.property(inputs, weights, (given, weighting) => {
        const { overall, tokens, structure, context } = scoreComplexity(given, weighting);
        for (const score of [overall, tokens, structure, context]) assert.ok(score >= 0 && score <= 1);
      }),
    );
  });

  it(`lets no score fall when any input grows ${verifies('CFG-5.2-23')}`, () => {
    fc.assert(
      fc.property(
        inputs,
        weights,
        fc.constantFrom(...names),
        fc.nat(5000),
        (given, weighting, name, more) => {
          const before = scoreComplexity(given, weighting);
          const after = scoreComplexity({ ...given, [name]: given[name] + more }, weighting);
          for (const score of ['overall', 'tokens', 'structure', 'context'] as const) {
            assert.ok(after[score] >= before[score], `${score}: ${before[score]} → ${after[score]}`);
          }
        },
      ),
    );
  });

  it('lets each input matter that the formula names', () => {
    const even = { tokenWeighting: 0.4, structureWeighting: 0.3, contextWeighting: 0.3 };
    const nothing = Object.fromEntries(names.map((name) => [name, 0])) as unknown as ComplexityInputs;
    const silent = names.filter((name) => scoreComplexity({ ...nothing, [name]: 5 }, even).overall === 0);
    assert.deepEqual(silent, ['largestTargetTokens', 'unmeasuredTargets']);
  });

  it('never estimates fewer tokens when lines are added', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, more) => {
        assert.ok(estimateTokens(`${text}\n${more}`) >= estimateTokens(`${text}\n`));
      }),
    );
  });
});
