import assert from 'node:assert/strict';
import { estimateTokens } from '../../../../src/core/routing/tokenEstimate';

describe('estimateTokens', () => {
  it('counts names by their humps, marks by pairs and digits by threes', () => {
    assert.equal(estimateTokens(''), 0);
    assert.equal(estimateTokens('value'), 1);
    assert.equal(estimateTokens('costMicroUsd'), 3);
    assert.equal(estimateTokens('internationalization'), 3);
    assert.equal(estimateTokens('1234567'), 3);
    assert.equal(estimateTokens('=> {'), 2);
  });

  it('counts letters outside ASCII', () => {
    assert.equal(estimateTokens('über'), 2);
    assert.equal(estimateTokens('日本語版'), 2);
  });

  it('is close to what GPT counts for code', () => {
    const code =
      'export function clamp(value: number, low: number, high: number): number {\n  return Math.min(high, Math.max(low, value));\n}\n';
    // gpt-tokenizer 4.0.0, o200k_base, counts 30.
    const estimate = estimateTokens(code);
    assert.ok(estimate >= 30 && estimate <= 39, String(estimate));
  });
});
