import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { ProviderError } from '../../../../src/core/errors';
import { ProviderHealth } from '../../../../src/core/routing/providerHealth';
import { verifies } from '../../../requirements';
import { aModel } from '../../../support/routingBuilders';

const model = aModel('claude');
const sibling = aModel('claude-small');
const other = aModel('gpt', { provider: 'openai' });

function aHealth() {
  const time = { nowMs: 1_000_000 };
  const health = new ProviderHealth({
    clock: { now: () => time.nowMs },
    failureThreshold: 3,
    cooldownMs: 1000,
    maxCooldownMs: 3000,
    trialMs: 500,
  });
  const fail = (times = 1, code: ProviderError['code'] = 'provider-overloaded') => {
    for (let index = 0; index < times; index++) health.reportFailure(model, new ProviderError(code, 'No.'));
  };
  const isAvailable = (about = model) => health.availabilityOf(about).ok;
  /** How long it stays unavailable from now on. */
  const restMs = () => {
    const startMs = time.nowMs;
    while (!isAvailable()) time.nowMs += 1;
    return time.nowMs - startMs;
  };
  return { health, time, fail, isAvailable, restMs };
}

describe('ProviderHealth', () => {
  it(`leaves a provider alone after some failures in a row, all its models, and no other provider ${verifies('RTE-2')}`, () => {
    const { health, fail, isAvailable } = aHealth();
    fail(2);
    assert.equal(isAvailable(), true);
    fail();
    assert.deepEqual(health.availabilityOf(sibling), {
      ok: false,
      reason: 'anthropic failed 3 times in a row and is left alone for 1 s',
    });
    assert.equal(isAvailable(other), true);
  });

  it('starts counting anew after a success', () => {
    const { health, fail, isAvailable } = aHealth();
    fail(2);
    health.reportSuccess(model);
    fail(2);
    assert.equal(isAvailable(), true);
  });

  it('lets one task try it after the cooldown, and everybody once that worked', () => {
    const { health, time, fail, isAvailable } = aHealth();
    fail(3);
    time.nowMs += 1000;
    assert.equal(health.tryClaim(model), true);
    assert.equal(health.tryClaim(sibling), false);
    assert.match(JSON.stringify(health.availabilityOf(model)), /another task is trying/);
    health.reportSuccess(model);
    assert.equal(health.tryClaim(sibling), true);
    assert.equal(isAvailable(), true);
  });

  it('waits twice as long after each trial that failed, up to a limit', () => {
    const { health, fail, restMs } = aHealth();
    fail(3);
    const waits = [restMs()];
    for (let trial = 0; trial < 3; trial++) {
      assert.equal(health.tryClaim(model), true);
      fail();
      waits.push(restMs());
    }
    assert.deepEqual(waits, [1000, 2000, 3000, 3000]);
  });

  it('lets another task try when the first one never tells how it went', () => {
    const { health, time, fail } = aHealth();
    fail(3);
    time.nowMs += 1000;
    assert.equal(health.tryClaim(model), true);
    time.nowMs += 499;
    assert.equal(health.tryClaim(model), false);
    time.nowMs += 1;
    assert.equal(health.tryClaim(model), true);
  });

  it('does not wait longer for failures of calls that were under way', () => {
    const { fail, restMs } = aHealth();
    fail(3);
    fail(5);
    assert.equal(restMs(), 1000);
  });

  it('counts only what says that the provider does not work, and each error once', () => {
    const { health, fail, isAvailable } = aHealth();
    for (const code of ['provider-authentication', 'provider-not-set-up', 'provider-refused'] as const)
      fail(5, code);
    health.reportFailure(model, new AbortError());
    health.reportFailure(model, new Error('A mistake of ours'));
    const error = new ProviderError('provider-timed-out', 'No answer.');
    for (let index = 0; index < 5; index++) health.reportFailure(model, error);
    assert.equal(isAvailable(), true);
    fail(2, 'provider-stream-broken');
    assert.equal(isAvailable(), false);
  });

  it('leaves a model alone while its rate limit lasts, and only that model', () => {
    const { health, time, isAvailable } = aHealth();
    const limited = (retryAfterMs: number) =>
      health.reportFailure(model, new ProviderError('provider-rate-limited', 'Slow down.', { retryAfterMs }));
    for (let index = 0; index < 5; index++) limited(2500);
    assert.deepEqual(health.availabilityOf(model), {
      ok: false,
      reason: 'its rate limit is reached for 3 s',
    });
    assert.equal(isAvailable(sibling), true);
    limited(100);
    time.nowMs += 2499;
    assert.equal(isAvailable(), false);
    time.nowMs += 1;
    assert.equal(isAvailable(), true);
  });

  it('counts a rate limit of unknown length as a failure', () => {
    const { fail, isAvailable } = aHealth();
    fail(3, 'provider-rate-limited');
    assert.equal(isAvailable(), false);
  });
});
