import assert from 'node:assert/strict';
import { chooseMutants } from '../../../../src/core/mutation/mutant';
import { aMutant } from '../../../support/mutationBuilders';

describe('chooseMutants', () => {
  const mutants = Array.from({ length: 10 }, (_, index) =>
    aMutant({ id: String(index), key: `key-${index}` }),
  );
  const chosen = (muted: readonly string[], maxMutants: number): string =>
    chooseMutants(mutants, { muted, maxMutants })
      .map(({ id }) => id)
      .join('');

  it('takes all when there are no more than may be', () => {
    assert.equal(chosen([], 10), '0123456789');
  });

  it('takes as many as may be, evenly from top to bottom, and the same ones each time', () => {
    assert.equal(chosen([], 5), '02468');
    assert.equal(chosen([], 3), '036');
    assert.equal(chosen([], 3), '036');
  });

  it('does not count what is muted', () => {
    assert.equal(chosen(['key-0', 'key-3'], 10), '12456789');
    assert.equal(chosen(['key-0', 'key-2'], 4), '1468');
  });
});
