import assert from 'node:assert/strict';
import type { CallEnd, PlannedCall } from '../../../../src/core/cost/plannedCall';
import { isFree, settledRow } from '../../../../src/core/cost/settlement';
import { verifies } from '../../../requirements';
import { aCall, callModel } from '../../../support/budgetCalls';

const usage = { inputTokens: 9725, cacheReadTokens: 9000, cacheWriteTokens: 700, outputTokens: 100 };
const nothing = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };
const complete: CallEnd = { outcome: 'completed', usage, isComplete: true };
const freeModel = { ...callModel, prices: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } };
const unknownModel = { ...callModel, prices: undefined };
const unpriced: PlannedCall = {
  ...aCall('c', { model: unknownModel }),
  worstCaseMicroUsd: undefined,
};

function billOf(call: PlannedCall, end: CallEnd): readonly unknown[] {
  const { costMicroUsd, provenance, inputTokens, outputTokens } = settledRow(call, end, 7);
  return [costMicroUsd, provenance, inputTokens, outputTokens];
}

describe('settledRow', () => {
  it(`computes the cost from the usage and the prices of the model that was used ${verifies('MEM-6.2-3')}`, () => {
    const described = { gitBranch: 'main', tag: 'a', door: 'chat' } as const;
    const { worstCaseMicroUsd: _, model, ...attribution } = aCall('call-1', described);
    assert.deepEqual(settledRow(aCall('call-1', described), complete, 7), {
      ...attribution,
      ...usage,
      modelId: model.name,
      endedAtMs: 7,
      outcome: 'completed',
      // 25 × 1 + 9000 × 0.1 + 700 × 1.25 + 100 × 5
      costMicroUsd: 2300,
      provenance: 'measured',
    });
  });

  it('takes an answer that was cut off for as long as what arrived of it', () => {
    const early = { ...usage, outputTokens: 1 };
    const cutOff = { outcome: 'failed', usage: early, isComplete: false } as const;
    assert.deepEqual(billOf(aCall('c'), { ...cutOff, receivedOutputTokens: 99.2 }), [
      2300,
      'estimated',
      9725,
      100,
    ]);
    assert.deepEqual(billOf(aCall('c'), cutOff), [1805, 'estimated', 9725, 1]);
    assert.deepEqual(billOf(aCall('c'), { ...cutOff, usage, receivedOutputTokens: 5 }), [
      2300,
      'estimated',
      9725,
      100,
    ]);
  });

  it('goes by the provider when the answer is whole', () => {
    assert.deepEqual(billOf(aCall('c'), { ...complete, receivedOutputTokens: 500 }), [
      2300,
      'measured',
      9725,
      100,
    ]);
  });

  it('takes the worst case when the provider said nothing, or what cannot be', () => {
    const impossible = [
      undefined,
      { ...usage, outputTokens: -1 },
      { ...usage, inputTokens: 0.5 },
      { ...usage, cacheReadTokens: 9726, cacheWriteTokens: 0 },
    ];
    for (const wrong of impossible) {
      const end: CallEnd = { outcome: 'completed', usage: wrong, isComplete: true };
      assert.deepEqual(billOf(aCall('c'), end), [1000, 'estimated', 0, 0]);
    }
    const received: CallEnd = {
      outcome: 'cancelled',
      usage: undefined,
      isComplete: false,
      receivedOutputTokens: 9,
    };
    assert.deepEqual(billOf(aCall('c'), received), [1000, 'estimated', 0, 9]);
  });

  it('puts what cost more than its worst case on record as it is', () => {
    assert.equal(settledRow(aCall('c', { worstCaseMicroUsd: 1 }), complete, 7).costMicroUsd, 2300);
  });

  it('bills nothing for a free model, and says when its tokens are not known', () => {
    const call = aCall('c', { model: freeModel });
    assert.deepEqual(billOf(call, complete), [0, 'measured', 9725, 100]);
    assert.deepEqual(billOf(call, { ...complete, usage: nothing }), [0, 'measured', 0, 0]);
    assert.deepEqual(billOf(call, { ...complete, usage: undefined }), [0, 'estimated', 0, 0]);
  });

  it(`writes down no 0 for an unknown price: it is unpriced, or the ceiling ${verifies('CFG-5.1-18')}`, () => {
    assert.deepEqual(billOf(unpriced, complete), [0, 'unpriced', 9725, 100]);
    const ceiling = { ...unpriced, worstCaseMicroUsd: 4000 };
    assert.deepEqual(billOf(ceiling, complete), [4000, 'estimated', 9725, 100]);
  });

  it('keeps texts that a database would cut off', () => {
    const row = settledRow(aCall('c', { tag: 'a\0b\ud800', gitBranch: 'ä😀' }), complete, 7);
    assert.deepEqual([row.tag, row.gitBranch], ['a\ufffdb\ufffd', 'ä😀']);
    assert.ok(!('tag' in settledRow(aCall('c', { tag: '' }), complete, 7)));
  });
});

describe('isFree', () => {
  it('is only what is known to cost nothing', () => {
    assert.equal(isFree(freeModel), true);
    assert.equal(isFree(unknownModel), false);
    assert.equal(
      isFree({ ...freeModel, prices: { input: 0, output: 0, cacheRead: 0, cacheWrite: 1 } }),
      false,
    );
  });
});
