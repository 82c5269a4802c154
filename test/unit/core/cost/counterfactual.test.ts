import assert from 'node:assert/strict';
import { counterfactualCost, strongestModel } from '../../../../src/core/cost/counterfactual';
import { aLedgerRow } from '../../../support/ledgerRows';
import { aModel } from '../../../support/routingBuilders';

const strong = aModel('strong', {
  prices: { input: 10_000_000, output: 50_000_000, cacheRead: 250_000, cacheWrite: 12_500_000 },
});

describe('counterfactualCost', () => {
  it('takes the same tokens at the prices of the model, and says what it assumes', () => {
    const rows = [
      aLedgerRow({
        inputTokens: 1000,
        cacheReadTokens: 400,
        cacheWriteTokens: 100,
        outputTokens: 10,
        costMicroUsd: 3,
      }),
      aLedgerRow({ inputTokens: 100, outputTokens: 0 }),
      aLedgerRow({ inputTokens: 0, outputTokens: 0 }),
    ];
    assert.deepEqual(counterfactualCost(rows, strong), {
      provenance: 'estimated',
      // 500 × 10 + 400 × 0.25 + 100 × 12.5 + 10 × 50, and 100 × 10
      value: 6850 + 1000,
      basis:
        '2 calls with the same tokens, cached ones included, at the prices of strong of 2026-09-23; 1 call without tokens left out; another model may need more or fewer tokens',
    });
  });

  it('makes up no number', () => {
    const { provenance } = counterfactualCost([aLedgerRow()], { ...strong, prices: undefined });
    assert.equal(provenance, 'unavailable');
    assert.equal(counterfactualCost([], strong).provenance, 'unavailable');
    const free = aLedgerRow({ inputTokens: 0, outputTokens: 0 });
    assert.equal(counterfactualCost([free], strong).provenance, 'unavailable');
  });
});

describe('strongestModel', () => {
  it('is of the highest tier, then the dearest, then by name', () => {
    const models = [
      aModel('small', { tier: 'simple', prices: { input: 1, output: 99, cacheRead: 1, cacheWrite: 1 } }),
      aModel('b', { prices: { input: 1, output: 5, cacheRead: 1, cacheWrite: 1 } }),
      aModel('a', { prices: { input: 1, output: 5, cacheRead: 1, cacheWrite: 1 } }),
      aModel('cheap', { prices: { input: 1, output: 4, cacheRead: 1, cacheWrite: 1 } }),
    ];
    assert.equal(strongestModel(models)?.name, 'a');
    assert.equal(strongestModel(models.slice(0, 1))?.name, 'small');
  });

  it('is none that is free or has no price', () => {
    const models = [
      aModel('free', { prices: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } }),
      aModel('mystery', { prices: undefined }),
    ];
    assert.equal(strongestModel(models), undefined);
  });
});
