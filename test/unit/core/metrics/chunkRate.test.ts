import assert from 'node:assert/strict';
import { ChunkRate } from '../../../../src/core/metrics/chunkRate';

/** A rate that has counted at these times. */
function rateOf(...timesMs: readonly number[]): ChunkRate {
  const rate = new ChunkRate();
  for (const timeMs of timesMs) rate.count(timeMs);
  return rate;
}

describe('ChunkRate', () => {
  it('is 0 before the first second is over', () => {
    assert.equal(rateOf(5000, 5400, 5999).perSecond(5999), 0);
  });

  it('is what came in the last full second, while that second goes on and more comes', () => {
    const rate = rateOf(5000, 5400, 5999, 6000);
    assert.deepEqual([rate.perSecond(6000), rate.perSecond(6999)], [3, 3]);
  });

  it('is what came in the last full second, when nothing has come since', () => {
    assert.equal(rateOf(5000, 5999).perSecond(6500), 2);
  });

  it('falls to 0 when a full second passes without any', () => {
    assert.equal(rateOf(5000, 5999).perSecond(7000), 0);
  });

  it('does not take chunks from before a pause for those of the last second', () => {
    assert.equal(rateOf(5000, 5999, 9000).perSecond(9500), 0);
  });

  it('begins again when the clock is set back', () => {
    assert.deepEqual([rateOf(5000, 1000).perSecond(1500), rateOf(5000, 1000).perSecond(2500)], [0, 1]);
  });
});
