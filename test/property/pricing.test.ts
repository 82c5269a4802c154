import assert from 'node:assert/strict';
import fc from 'fast-check';
import { costOf, type TokenUsage } from '../../src/core/cost/pricing';
import { verifies } from '../requirements';

const tokens = fc.oneof(fc.nat(1000), fc.nat(2_000_000));
const price = fc.oneof(fc.constant(0), fc.nat(1000), fc.nat(200_000_000));
const prices = fc.record({ input: price, output: price, cacheRead: price, cacheWrite: price });
const usage = fc
  .record({ plain: tokens, cacheReadTokens: tokens, cacheWriteTokens: tokens, outputTokens: tokens })
  .map(
    ({ plain, ...parts }): TokenUsage => ({
      ...parts,
      inputTokens: plain + parts.cacheReadTokens + parts.cacheWriteTokens,
    }),
  );

describe('costOf (property)', () => {
  it(`is the exact cost rounded up to a whole micro-dollar ${verifies('CFG-5.1-16')}`, () => {
    fc.assert(
      fc.property(usage, prices, (used, price) => {
        const plain = used.inputTokens - used.cacheReadTokens - used.cacheWriteTokens;
        const exact =
          BigInt(plain) * BigInt(price.input) +
          BigInt(used.cacheReadTokens) * BigInt(price.cacheRead) +
          BigInt(used.cacheWriteTokens) * BigInt(price.cacheWrite) +
          BigInt(used.outputTokens) * BigInt(price.output);
        const cost = BigInt(costOf(used, price)) * 1_000_000n;
        assert.ok(cost >= exact && cost - exact < 1_000_000n);
      }),
    );
  });

  it('of two calls together is never more than of each by itself', () => {
    fc.assert(
      fc.property(usage, usage, prices, (a, b, price) => {
        const together: TokenUsage = {
          inputTokens: a.inputTokens + b.inputTokens,
          cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
          cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
          outputTokens: a.outputTokens + b.outputTokens,
        };
        const apart = costOf(a, price) + costOf(b, price);
        assert.ok(costOf(together, price) <= apart && apart - costOf(together, price) <= 1);
      }),
    );
  });
});
