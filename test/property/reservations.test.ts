import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FakeLedgerStore } from '../support/fakeLedgerStore';
import { aLedgerRow, aReservation, aSpendLimit, everything } from '../support/ledgerRows';

const limitMicroUsd = 1000;

/** `share`: of the reserved amount, in thousandths. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('reserve' as const), amount: fc.integer({ min: 0, max: 400 }) }),
  fc.record({
    kind: fc.constant('settle' as const),
    pick: fc.nat(),
    share: fc.integer({ min: 0, max: 1000 }),
  }),
  fc.record({ kind: fc.constant('release' as const), pick: fc.nat() }),
  fc.constant({ kind: 'settle all at once' as const }),
);

describe('reservations', () => {
  it('keep spent and held back within the limit, in whatever order calls begin and end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const ledger = new FakeLedgerStore();
        const limits = [aSpendLimit(limitMicroUsd)];
        const open = new Map<string, number>();
        let spent = 0;
        const settle = async (callId: string, cost: number): Promise<void> => {
          open.delete(callId);
          spent += cost;
          await ledger.settle(aLedgerRow({ callId, costMicroUsd: cost }));
        };
        for (const current of steps) {
          const [callId, amount] =
            [...open][('pick' in current ? current.pick : 0) % Math.max(1, open.size)] ?? [];
          if (current.kind === 'reserve') {
            const request = aReservation(current.amount, limits);
            const heldBack = [...open.values()].reduce((sum, value) => sum + value, 0);
            const { status } = await ledger.reserve(request);
            const fits = current.amount === 0 || spent + heldBack + current.amount <= limitMicroUsd;
            assert.equal(status, fits ? 'granted' : 'refused');
            if (status === 'granted') open.set(request.callId, current.amount);
          } else if (callId === undefined || amount === undefined) {
            continue;
          } else if (current.kind === 'settle') {
            await settle(callId, Math.floor((amount * current.share) / 1000));
          } else if (current.kind === 'release') {
            open.delete(callId);
            await ledger.release(callId);
          } else {
            await Promise.all([...open].map(([id, reserved]) => settle(id, reserved)));
          }
          assert.equal((await ledger.totals(everything)).costMicroUsd, spent);
          assert.ok(spent + [...open.values()].reduce((sum, value) => sum + value, 0) <= limitMicroUsd);
        }
      }),
    );
  });
});
