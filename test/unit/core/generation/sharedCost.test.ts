import assert from 'node:assert/strict';
import { measured, unavailable } from '../../../../src/core/figure';
import { shareOut } from '../../../../src/core/generation/sharedCost';
import { aLedgerRow } from '../../../support/ledgerRows';

const open = unavailable('not yet');
const items = ['a', 'b', 'c'].map((id) => ({ id, modelId: 'm', cost: open }));

function amounts(...costs: readonly number[]) {
  const rows = costs.map((costMicroUsd) => aLedgerRow({ modelId: 'm', costMicroUsd }));
  const { costOf } = shareOut(rows, items);
  return items.map((item) => {
    const figure = costOf(item);
    return figure?.provenance === 'unavailable' ? undefined : figure?.value;
  });
}

describe('shareOut', () => {
  it('divides what calls cost so that the shares add up to it', () => {
    assert.deepEqual(amounts(8, 3), [4, 4, 3]);
    assert.deepEqual(amounts(1), [1, 0, 0]);
  });

  it('says that a share is an estimate, and of what', () => {
    const { costOf } = shareOut([aLedgerRow({ modelId: 'm', costMicroUsd: 9 })], items);
    assert.deepEqual(costOf({ id: 'a' }), {
      provenance: 'estimated',
      value: 3,
      basis: 'An even share of the $0.000009 that 1 call cost, of 3',
    });
  });

  it('gives nothing to other models, and no second share', () => {
    const rows = [aLedgerRow({ modelId: 'm', costMicroUsd: 9 })];
    const others = [
      { id: 'x', modelId: 'other', cost: open },
      { id: 'y', modelId: 'm', cost: measured(4) },
      { id: 'z' },
    ];
    const { costOf } = shareOut(rows, others);
    assert.deepEqual(others.map(costOf), [undefined, undefined, undefined]);
  });

  it('knows no share of what has no price, and that free is free', () => {
    const unpriced = shareOut([aLedgerRow({ modelId: 'm', costMicroUsd: 0, provenance: 'unpriced' })], items);
    assert.equal(unpriced.costOf({ id: 'a' })?.provenance, 'unavailable');
    assert.deepEqual(amounts(0), [0, 0, 0]);
  });
});
