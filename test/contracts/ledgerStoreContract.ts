import assert from 'node:assert/strict';
import type { LedgerStore } from '../../src/core/cost/ledgerStore';
import { LedgerError } from '../../src/core/errors';
import { aLedgerRow, everything } from '../support/ledgerRows';

/** What every implementation of `LedgerStore` must do; `create` gives an empty store that the suite closes. */
export function ledgerStoreContract(name: string, create: () => Promise<LedgerStore>): void {
  describe(`${name} as a LedgerStore`, () => {
    let store: LedgerStore;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(async () => {
      await store.close();
    });

    it('starts empty, with totals of nothing', async () => {
      assert.deepEqual(await store.rows(everything), []);
      assert.deepEqual(await store.totals(everything), { calls: 0, costMicroUsd: 0, isEstimated: false });
    });

    it('gives back every field of a row as it was', async () => {
      const row = aLedgerRow({
        workspace: 'C:\\Users\\Zoë\\läden\n"x"',
        outcome: 'cancelled',
        provenance: 'estimated',
        costMicroUsd: 4_000_000_000_000,
      });
      await store.append(row);
      assert.deepEqual(await store.rows(everything), [row]);
    });

    it('orders rows by time, and rows of one millisecond by arrival', async () => {
      const late = aLedgerRow({ endedAtMs: 300 });
      const first = aLedgerRow({ callId: 'z', endedAtMs: 200 });
      const second = aLedgerRow({ callId: 'a', endedAtMs: 200 });
      for (const row of [late, first, second]) await store.append(row);
      assert.deepEqual(await store.rows(everything), [first, second, late]);
    });

    it('takes a range as half-open in rows and totals', async () => {
      for (const endedAtMs of [99, 100, 199, 200])
        await store.append(aLedgerRow({ endedAtMs, costMicroUsd: endedAtMs }));
      const range = { fromMs: 100, toMs: 200 };
      assert.deepEqual(
        (await store.rows(range)).map((row) => row.endedAtMs),
        [100, 199],
      );
      assert.deepEqual(await store.totals(range), { calls: 2, costMicroUsd: 299, isEstimated: false });
    });

    it('ignores a second row of the same call', async () => {
      const row = aLedgerRow({ costMicroUsd: 7 });
      await store.append(row);
      await store.append({ ...row, costMicroUsd: 70 });
      assert.deepEqual(await store.rows(everything), [row]);
      assert.equal((await store.totals(everything)).costMicroUsd, 7);
    });

    it('keeps all rows of callers that do not wait for each other', async () => {
      const rows = Array.from({ length: 200 }, () => aLedgerRow({ costMicroUsd: 3 }));
      await Promise.all(rows.map((row) => store.append(row)));
      assert.deepEqual(await store.totals(everything), { calls: 200, costMicroUsd: 600, isEstimated: false });
    });

    it('says that totals are estimated when one row is, whatever its cost', async () => {
      await store.append(aLedgerRow({ endedAtMs: 10 }));
      await store.append(aLedgerRow({ endedAtMs: 20, provenance: 'estimated', costMicroUsd: 0 }));
      assert.equal((await store.totals({ fromMs: 0, toMs: 20 })).isEstimated, false);
      assert.equal((await store.totals({ fromMs: 0, toMs: 21 })).isEstimated, true);
    });

    it('adds up amounts exactly that are beyond 32 bits', async () => {
      for (let i = 0; i < 3; i++) await store.append(aLedgerRow({ costMicroUsd: 1_000_000_000_001 }));
      assert.equal((await store.totals(everything)).costMicroUsd, 3_000_000_000_003);
    });

    it('refuses amounts that are no whole numbers and stays usable', async () => {
      for (const costMicroUsd of [0.5, Number.NaN, -1]) {
        await assert.rejects(store.append(aLedgerRow({ costMicroUsd })), hasCode('ledger-unwritable'));
      }
      await store.append(aLedgerRow());
      assert.equal((await store.totals(everything)).calls, 1);
    });

    it('can be closed twice and refuses work afterwards', async () => {
      await store.append(aLedgerRow());
      await store.close();
      await store.close();
      await assert.rejects(store.append(aLedgerRow()), hasCode('ledger-unwritable'));
      await assert.rejects(store.rows(everything), hasCode('ledger-unreadable'));
      await assert.rejects(store.totals(everything), hasCode('ledger-unreadable'));
    });
  });
}

function hasCode(code: LedgerError['code']): (error: unknown) => boolean {
  return (error) => error instanceof LedgerError && error.code === code;
}
