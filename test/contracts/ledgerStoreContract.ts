import assert from 'node:assert/strict';
import type { LedgerStore, RowFilter } from '../../src/core/cost/ledgerStore';
import { LedgerError } from '../../src/core/errors';
import { aLedgerRow, aReservation, aSpendLimit, everything } from '../support/ledgerRows';

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
      assert.deepEqual(await store.totals(everything), {
        calls: 0,
        costMicroUsd: 0,
        isEstimated: false,
        unpricedCalls: 0,
      });
    });

    it('gives back every field of a row as it was', async () => {
      const row = aLedgerRow({
        gitBranch: 'feature/ä',
        tag: '=sum',
        door: 'router',
        cacheReadTokens: 30,
        cacheWriteTokens: 20,
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
      assert.deepEqual(await store.totals(range), {
        calls: 2,
        costMicroUsd: 299,
        isEstimated: false,
        unpricedCalls: 0,
      });
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
      assert.deepEqual(await store.totals(everything), {
        calls: 200,
        costMicroUsd: 600,
        isEstimated: false,
        unpricedCalls: 0,
      });
    });

    it('says that totals are estimated when one row is, whatever its cost', async () => {
      await store.append(aLedgerRow({ endedAtMs: 10 }));
      await store.append(aLedgerRow({ endedAtMs: 20, provenance: 'estimated', costMicroUsd: 0 }));
      assert.equal((await store.totals({ fromMs: 0, toMs: 20 })).isEstimated, false);
      assert.equal((await store.totals({ fromMs: 0, toMs: 21 })).isEstimated, true);
    });

    it('counts the calls whose price is not known', async () => {
      await store.append(aLedgerRow({ endedAtMs: 10, costMicroUsd: 5 }));
      await store.append(aLedgerRow({ endedAtMs: 20, provenance: 'unpriced', costMicroUsd: 0 }));
      assert.deepEqual(await store.totals(everything), {
        calls: 2,
        costMicroUsd: 5,
        isEstimated: false,
        unpricedCalls: 1,
      });
    });

    it('adds up what belongs to a run or was made by agents of a type', async () => {
      await store.append(aLedgerRow({ runId: 'run-1', agentType: 'writer', costMicroUsd: 1 }));
      await store.append(aLedgerRow({ runId: 'run-1', agentType: 'judge', costMicroUsd: 20 }));
      await store.append(aLedgerRow({ runId: 'run-2', agentType: 'writer', costMicroUsd: 300 }));
      const cost = async (filter: RowFilter) => (await store.totals(everything, filter)).costMicroUsd;
      assert.equal(await cost({ runId: 'run-1' }), 21);
      assert.equal(await cost({ agentType: 'writer' }), 301);
      assert.equal(await cost({ runId: 'run-1', agentType: 'writer' }), 1);
      assert.equal(await cost({}), 321);
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

    describe('reserve', () => {
      it('grants up to the last micro-dollar of a limit, and refuses one more', async () => {
        const limit = aSpendLimit(100);
        await store.append(aLedgerRow({ costMicroUsd: 30 }));
        assert.deepEqual(await store.reserve(aReservation(70, [limit])), { status: 'granted' });
        assert.deepEqual(await store.reserve(aReservation(1, [limit])), {
          status: 'refused',
          limit,
          committedMicroUsd: 100,
        });
      });

      it('grants no two callers the same money', async () => {
        const limits = [aSpendLimit(100)];
        const outcomes = await Promise.all(
          Array.from({ length: 50 }, () => store.reserve(aReservation(7, limits))),
        );
        assert.equal(outcomes.filter(({ status }) => status === 'granted').length, 14);
      });

      it('names the first limit that would not hold', async () => {
        const [daily, weekly] = [aSpendLimit(100), aSpendLimit(50, { budgetType: 'weekly' })];
        const outcome = await store.reserve(aReservation(60, [daily, weekly]));
        assert.deepEqual(outcome, { status: 'refused', limit: weekly, committedMicroUsd: 0 });
      });

      it('counts rows of the range only, and open reservations whenever they were made', async () => {
        const nowMs = Date.now();
        const range = { fromMs: nowMs - 1000, toMs: nowMs + 1000 };
        const limits = [aSpendLimit(100, { range })];
        for (const endedAtMs of [range.fromMs - 1, range.toMs]) {
          await store.append(aLedgerRow({ endedAtMs, costMicroUsd: 1000 }));
        }
        await store.append(aLedgerRow({ endedAtMs: range.fromMs, costMicroUsd: 40 }));
        // Its row will be in the range, or later.
        await store.reserve(aReservation(20, [], { endedAtMs: range.fromMs - 1 }));
        await store.reserve(aReservation(1000, [], { endedAtMs: range.toMs }));
        assert.deepEqual(await store.reserve(aReservation(41, limits)), {
          status: 'refused',
          limit: limits[0],
          committedMicroUsd: 60,
        });
        assert.equal((await store.reserve(aReservation(40, limits))).status, 'granted');
      });

      it('counts for a run or an agent type what belongs to it', async () => {
        const of = (runId: string, agentType: string) => ({ runId, agentType });
        await store.append(aLedgerRow({ costMicroUsd: 10, ...of('run-1', 'writer') }));
        await store.reserve(aReservation(20, [aSpendLimit(1000)], of('run-1', 'judge')));
        await store.append(aLedgerRow({ costMicroUsd: 40, ...of('run-2', 'writer') }));
        const committed = async (fields: Partial<ReturnType<typeof aSpendLimit>>): Promise<number> => {
          const outcome = await store.reserve(aReservation(1000, [aSpendLimit(999, fields)]));
          return outcome.status === 'refused' ? outcome.committedMicroUsd : assert.fail('granted');
        };
        assert.equal(await committed({ budgetType: 'run', runId: 'run-1' }), 30);
        assert.equal(await committed({ budgetType: 'agent', agentType: 'writer' }), 50);
        assert.equal(await committed({}), 70);
      });

      it('writes no row and leaves totals as they are', async () => {
        await store.reserve(aReservation(70, [aSpendLimit(100)]));
        assert.deepEqual(await store.rows(everything), []);
      });

      it('holds money back without a limit too, for those who have one', async () => {
        await store.reserve(aReservation(70, []));
        const outcome = await store.reserve(aReservation(31, [aSpendLimit(100)]));
        assert.equal(outcome.status, 'refused');
      });

      it('always grants what costs nothing, and keeps no room for it', async () => {
        const limits = [aSpendLimit(0)];
        assert.equal((await store.reserve(aReservation(0, limits))).status, 'granted');
        await store.append(aLedgerRow({ costMicroUsd: 5 }));
        assert.equal((await store.reserve(aReservation(0, limits))).status, 'granted');
        assert.equal((await store.reserve(aReservation(1, limits))).status, 'refused');
      });

      it('refuses an amount that is no whole number, and a call that is on record, and stays usable', async () => {
        const limits = [aSpendLimit(100)];
        await assert.rejects(store.reserve(aReservation(0.5, limits)), hasCode('ledger-unwritable'));
        await store.append(aLedgerRow({ callId: 'known', costMicroUsd: 0 }));
        const again = aReservation(1, limits, { callId: 'known' });
        await assert.rejects(store.reserve(again), hasCode('ledger-unwritable'));
        assert.equal((await store.reserve(aReservation(100, limits))).status, 'granted');
      });
    });

    describe('settle', () => {
      it('puts the row in place of the reservation', async () => {
        const limits = [aSpendLimit(100)];
        const request = aReservation(100, limits);
        await store.reserve(request);
        const row = aLedgerRow({ callId: request.callId, costMicroUsd: 60 });
        await store.settle(row);
        assert.deepEqual(await store.rows(everything), [row]);
        assert.equal((await store.reserve(aReservation(41, limits))).status, 'refused');
        assert.equal((await store.reserve(aReservation(40, limits))).status, 'granted');
      });

      it('records a call that was free and had nothing reserved', async () => {
        const request = aReservation(0, [aSpendLimit(0)]);
        await store.reserve(request);
        const row = aLedgerRow({ callId: request.callId, costMicroUsd: 0 });
        await store.settle(row);
        assert.deepEqual(await store.rows(everything), [row]);
      });

      it('that fails leaves the reservation', async () => {
        const limits = [aSpendLimit(100)];
        const request = aReservation(100, limits);
        await store.reserve(request);
        const broken = aLedgerRow({ callId: request.callId, costMicroUsd: 0.5 });
        await assert.rejects(store.settle(broken), hasCode('ledger-unwritable'));
        assert.equal((await store.reserve(aReservation(1, limits))).status, 'refused');
        await store.settle({ ...broken, costMicroUsd: 1 });
        assert.equal((await store.totals(everything)).costMicroUsd, 1);
      });
    });

    describe('release', () => {
      it('gives the money back and records nothing', async () => {
        const limits = [aSpendLimit(100)];
        const request = aReservation(100, limits);
        await store.reserve(request);
        await store.release(request.callId);
        assert.deepEqual(await store.rows(everything), []);
        assert.equal((await store.reserve(aReservation(100, limits))).status, 'granted');
      });

      it('of what is not reserved changes nothing', async () => {
        const row = aLedgerRow();
        await store.append(row);
        await store.release(row.callId);
        await store.release('never heard of');
        assert.deepEqual(await store.rows(everything), [row]);
      });
    });

    it('can be closed twice and refuses work afterwards', async () => {
      await store.append(aLedgerRow());
      await store.close();
      await store.close();
      await assert.rejects(store.append(aLedgerRow()), hasCode('ledger-unwritable'));
      const request = aReservation(1, [aSpendLimit(1)]);
      await assert.rejects(store.reserve(request), hasCode('ledger-unwritable'));
      await assert.rejects(store.settle(aLedgerRow()), hasCode('ledger-unwritable'));
      await assert.rejects(store.rows(everything), hasCode('ledger-unreadable'));
      await assert.rejects(store.totals(everything), hasCode('ledger-unreadable'));
    });
  });
}

function hasCode(code: LedgerError['code']): (error: unknown) => boolean {
  return (error) => error instanceof LedgerError && error.code === code;
}
