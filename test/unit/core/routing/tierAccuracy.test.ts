import assert from 'node:assert/strict';
import { complexityTiers } from '../../../../src/core/routing/modelConfig';
import { halfOf } from '../../../bench/routing/labelledUnits';
import { labels } from '../../../bench/routing/labels';
import { accuracyPercent, type JudgedUnit, judgeLabelledUnits } from '../../../bench/routing/tierAccuracy';
import { verifies } from '../../../requirements';

describe('tiers of real code', () => {
  let heldOut: readonly JudgedUnit[] = [];

  before(async () => {
    heldOut = (await judgeLabelledUnits()).filter(({ half }) => half === 'held-out');
  });

  it(`are as often those of the labels as they were, on the half that nothing was tuned on ${verifies('RTE-1')}`, () => {
    const percent = accuracyPercent(heldOut);
    assert.ok(percent >= 81.7, `only ${percent} % of ${heldOut.length}`);
  });

  it('are as often right as they were where the label does not hang on one point', () => {
    const clear = heldOut.filter(({ isBorderline }) => !isBorderline);
    const percent = accuracyPercent(clear);
    assert.ok(percent >= 94, `only ${percent} % of ${clear.length}`);
  });

  it('are never two away from the label', () => {
    const distant = heldOut.filter(
      ({ tier, judgedTier }) =>
        Math.abs(complexityTiers.indexOf(tier) - complexityTiers.indexOf(judgedTier)) > 1,
    );
    assert.deepEqual(
      distant.map(({ file }) => file),
      [],
    );
  });
});

describe('the labelled set', () => {
  it('has at least 20 units of each tier in each half, each with an argument', () => {
    for (const half of ['tuned', 'held-out'] as const) {
      for (const tier of complexityTiers) {
        const units = labels.filter((label) => label.tier === tier && halfOf(label.file) === half);
        assert.ok(units.length >= 20, `${units.length} ${tier} units in the ${half} half`);
      }
    }
    assert.deepEqual(
      labels.filter(({ argument }) => argument.length < 8),
      [],
    );
  });

  it('is split by the names alone', () => {
    assert.deepEqual(['lodash-chunk.js', 'lodash-chunk.ts', 'p-limit.js', 'slash.js'].map(halfOf), [
      'tuned',
      'tuned',
      'tuned',
      'held-out',
    ]);
  });
});
