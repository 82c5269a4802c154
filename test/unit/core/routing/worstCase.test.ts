import assert from 'node:assert/strict';
import { estimated, measured } from '../../../../src/core/figure';
import { embeddedModel } from '../../../../src/core/routing/modelCatalog';
import {
  isRoomFor,
  outputCeiling,
  sizeOf,
  worstCaseCost,
  worstCaseFigure,
} from '../../../../src/core/routing/worstCase';
import { verifies } from '../../../requirements';
import { aModel, complexityInputs } from '../../../support/routingBuilders';

describe('worst case', () => {
  const size = sizeOf(complexityInputs({ tokens: 3000, largestTargetTokens: 2000, targets: 2 }));

  it('reads each file once, with instructions, at twice its estimated tokens', () => {
    assert.deepEqual(size, { calls: 2, largestInputTokens: 8000, inputTokens: 14_000 });
  });

  it('takes the ceiling of each call where no price is known, and only there', () => {
    const ceiling = { ceilingPerCallMicroUsd: 40_000 };
    assert.equal(worstCaseCost(aModel('mystery', { prices: undefined, ...ceiling }), size), 80_000);
    assert.equal(worstCaseCost(aModel('known', ceiling), size), worstCaseCost(aModel('known'), size));
  });

  it('counts a call even for a task without files', () => {
    assert.equal(sizeOf(complexityInputs({ tokens: 0, largestTargetTokens: 0, targets: 0 })).calls, 1);
  });

  it('takes the input as written to the cache where that is dearer, and the longest answers', () => {
    // 14,000 × 1.25 + 2 × 8,000 × 5 = 97,500 micro-dollars.
    assert.equal(worstCaseCost(aModel('a'), size), 97_500);
    const cheapWrites = { input: 2_000_000, output: 0, cacheRead: 0, cacheWrite: 1_000_000 };
    assert.equal(worstCaseCost(aModel('a', { prices: cheapWrites }), size), 28_000);
  });

  it('assumes the whole context when nothing is known of the task', () => {
    assert.equal(worstCaseCost(aModel('a'), undefined), 250_000 + 40_000);
  });

  it(`is unknown, not 0, for an unknown price ${verifies('CFG-5.1-18')}`, () => {
    assert.equal(worstCaseCost(aModel('a', { prices: undefined }), size), undefined);
    assert.equal(worstCaseFigure(undefined).provenance, 'unavailable');
  });

  it('is an estimate unless it is free', () => {
    assert.equal(worstCaseCost(embeddedModel, size), 0);
    assert.equal(worstCaseCost(embeddedModel, undefined), 0);
    assert.deepEqual(worstCaseFigure(0), measured(0));
    assert.deepEqual(worstCaseFigure(7), {
      ...estimated(7, ''),
      basis: 'twice the estimated tokens of the sources, and the longest answers',
    });
  });

  it('limits what a call may write', () => {
    assert.equal(outputCeiling(aModel('a', { maxOutputTokens: 4000 })), 4000);
    assert.equal(outputCeiling(aModel('a', { maxOutputTokens: 128_000 })), 16_384);
  });

  it('needs room for the largest file and its answer', () => {
    assert.ok(isRoomFor(size, aModel('a', { contextWindow: 16_000 })));
    assert.ok(!isRoomFor(size, aModel('a', { contextWindow: 15_999 })));
    assert.ok(isRoomFor(size, embeddedModel));
  });
});
