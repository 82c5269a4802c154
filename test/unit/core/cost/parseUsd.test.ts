import assert from 'node:assert/strict';
import { parseUsd } from '../../../../src/core/cost/parseUsd';

describe('parseUsd', () => {
  it('reads amounts as a person writes them, to the micro-dollar', () => {
    assert.deepEqual(
      ['5', ' $10.50 ', '0.000001', '0', '$ 7.5', '1234567'].map(parseUsd),
      [5_000_000, 10_500_000, 1, 0, 7_500_000, 1_234_567_000_000],
    );
  });

  it('takes nothing else', () => {
    for (const text of ['', '-1', '1,50', '1.', '.5', '1e3', 'NaN', '0x10', '5 €', '1.0000001', '12345678'])
      assert.equal(parseUsd(text), undefined, text);
  });
});
