import assert from 'node:assert/strict';
import { costOf, type TokenUsage } from '../../../../src/core/cost/pricing';
import { verifies } from '../../../requirements';
import { publishedCosts } from '../../../support/publishedCosts';

/** Claude Sonnet 4.5 of 2025: $3, $15, $0.30, $3.75 per million tokens. */
const sonnet = { input: 3_000_000, output: 15_000_000, cacheRead: 300_000, cacheWrite: 3_750_000 };
const usage = (fields: Partial<TokenUsage>): TokenUsage => ({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  ...fields,
});

describe('costOf', () => {
  it(`takes each part of the usage at its own price per million ${verifies('MEM-6.2-3', 'CFG-5.1-13')}`, () => {
    assert.equal(costOf(usage({ inputTokens: 1_000_000 }), sonnet), 3_000_000);
    assert.equal(costOf(usage({ outputTokens: 1_000_000 }), sonnet), 15_000_000);
    assert.equal(costOf(usage({ inputTokens: 1_000_000, cacheReadTokens: 1_000_000 }), sonnet), 300_000);
    assert.equal(costOf(usage({ inputTokens: 1_000_000, cacheWriteTokens: 1_000_000 }), sonnet), 3_750_000);
  });

  it('agrees with what others have published, to the micro-dollar', () => {
    for (const { source, usage: published, prices, microUsd } of publishedCosts) {
      assert.equal(costOf(published, prices), microUsd, source);
    }
  });

  it('counts cached tokens as part of the input, not beside it', () => {
    // 25 × 3 + 9000 × 0.3 + 700 × 3.75 + 100 × 15 = 75 + 2700 + 2625 + 1500 micro-dollars.
    const call = { inputTokens: 9725, cacheReadTokens: 9000, cacheWriteTokens: 700, outputTokens: 100 };
    assert.equal(costOf(call, sonnet), 6900);
  });

  it(`rounds once, at the end, up ${verifies('CFG-5.1-16')}`, () => {
    assert.equal(costOf(usage({ inputTokens: 1, cacheReadTokens: 1 }), sonnet), 1);
    // Four quarters of a micro-dollar.
    const quarters = { input: 250_000, output: 250_000, cacheRead: 250_000, cacheWrite: 250_000 };
    const one = { inputTokens: 3, cacheReadTokens: 1, cacheWriteTokens: 1, outputTokens: 1 };
    assert.equal(costOf(one, quarters), 1);
    // 3 × 0.3 + 0.1: exactly 1, which floats would miss.
    const prices = { input: 100_000, output: 0, cacheRead: 300_000, cacheWrite: 0 };
    assert.equal(costOf(usage({ inputTokens: 4, cacheReadTokens: 3 }), prices), 1);
    assert.equal(costOf(usage({}), sonnet), 0);
  });

  it('is exact where floats are not', () => {
    const prices = { input: 1_000_001, output: 0, cacheRead: 0, cacheWrite: 0 };
    assert.equal(costOf(usage({ inputTokens: 9_007_199_254 }), prices), 9_007_208_262);
  });

  it('refuses counts that cannot be', () => {
    assert.throws(() => costOf(usage({ inputTokens: -1 }), sonnet), RangeError);
    assert.throws(() => costOf(usage({ outputTokens: 0.5 }), sonnet), RangeError);
    assert.throws(() => costOf(usage({ inputTokens: 5, cacheReadTokens: 6 }), sonnet), RangeError);
  });
});
