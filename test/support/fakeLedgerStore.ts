import type { LedgerRow, LedgerStore, LedgerTotals, TimeRange } from '../../src/core/cost/ledgerStore';
import { LedgerError } from '../../src/core/errors';

/** A ledger in memory that keeps the contract of the real one. Set `failure` to make every call but `close` reject with it. */
export class FakeLedgerStore implements LedgerStore {
  readonly recorded: LedgerRow[] = [];
  failure: LedgerError | undefined;
  isClosed = false;

  async append(row: LedgerRow): Promise<void> {
    this.assertUsable('ledger-unwritable');
    for (const amount of [row.endedAtMs, row.inputTokens, row.outputTokens, row.costMicroUsd]) {
      if (!Number.isSafeInteger(amount) || amount < 0) {
        throw new LedgerError('ledger-unwritable', `${amount} is not a whole number.`);
      }
    }
    if (!this.recorded.some(({ callId }) => callId === row.callId)) this.recorded.push({ ...row });
  }

  async rows(range: TimeRange): Promise<readonly LedgerRow[]> {
    this.assertUsable('ledger-unreadable');
    return this.recorded
      .filter(({ endedAtMs }) => endedAtMs >= range.fromMs && endedAtMs < range.toMs)
      .sort((a, b) => a.endedAtMs - b.endedAtMs);
  }

  async totals(range: TimeRange): Promise<LedgerTotals> {
    const rows = await this.rows(range);
    return {
      calls: rows.length,
      costMicroUsd: rows.reduce((sum, row) => sum + row.costMicroUsd, 0),
      isEstimated: rows.some(({ provenance }) => provenance === 'estimated'),
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private assertUsable(code: LedgerError['code']): void {
    if (this.isClosed) throw new LedgerError(code, 'The ledger has been closed.');
    if (this.failure) throw this.failure;
  }
}
