import assert from 'node:assert/strict';
import { type OutcomesByTier, startTierOf, trialTierOf } from '../../../../src/core/routing/startTier';
import { aModel } from '../../../support/routingBuilders';

const simple = aModel('s', { tier: 'simple' });
const moderate = aModel('m', { tier: 'moderate' });
const complex = aModel('c', { tier: 'complex' });
const seen = (successes: number, failures: number) => ({ successes, failures });

describe('startTierOf', () => {
  it('is the tier of the model while little is known', () => {
    const outcomes: OutcomesByTier = { simple: seen(0, 4), moderate: seen(4, 0) };
    for (const model of [simple, moderate, complex])
      assert.deepEqual(startTierOf(model, {}), { tier: model.tier });
    assert.deepEqual(startTierOf(simple, outcomes), { tier: 'simple' });
  });

  it('does not start a model on what it mostly failed at', () => {
    assert.deepEqual(startTierOf(moderate, { moderate: seen(4, 5) }), {
      tier: 'simple',
      experience: '4 of 9',
    });
    assert.deepEqual(startTierOf(moderate, { moderate: seen(5, 5) }), { tier: 'moderate' });
    assert.equal(startTierOf(moderate, { simple: seen(0, 5) }).tier, undefined);
  });

  it('starts a model on harder tasks that it did well', () => {
    assert.deepEqual(startTierOf(simple, { moderate: seen(8, 2) }), {
      tier: 'moderate',
      experience: '8 of 10',
    });
    assert.deepEqual(startTierOf(simple, { moderate: seen(7, 2) }), { tier: 'simple' });
  });

  it('starts no model two tiers higher', () => {
    assert.equal(startTierOf(simple, { complex: seen(50, 0) }).tier, 'moderate');
  });

  it('leaves the strongest models what they are for: nothing could take their place', () => {
    assert.deepEqual(startTierOf(complex, { complex: seen(0, 50) }), { tier: 'complex' });
  });
});

describe('trialTierOf', () => {
  it('raises a model by one tier, unless experience speaks against it', () => {
    assert.deepEqual(trialTierOf(simple, { tier: 'simple' }), { tier: 'moderate', isTrial: true });
    assert.deepEqual(trialTierOf(complex, { tier: 'complex' }), { tier: 'complex' });
    const lowered = { tier: 'simple', experience: '0 of 5' } as const;
    assert.equal(trialTierOf(moderate, lowered), lowered);
  });
});
