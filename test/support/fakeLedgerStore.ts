import type {
  LedgerRow,
  LedgerStore,
  LedgerTotals,
  ReservationOutcome,
  ReservationRequest,
  RowFilter,
  SpendLimit,
  TimeRange,
} from '../../src/core/cost/ledgerStore';
import { LedgerError } from '../../src/core/errors';

/** A ledger in memory that keeps the contract of the real one. Set `failure` to make every call but `close` reject with it. */
export class FakeLedgerStore implements LedgerStore {
  readonly recorded: LedgerRow[] = [];
  readonly reserved = new Map<string, ReservationRequest>();
  failure: LedgerError | undefined;
  isClosed = false;

  async append(row: LedgerRow): Promise<void> {
    this.assertUsable('ledger-unwritable');
    const { endedAtMs, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, costMicroUsd } = row;
    assertWhole(endedAtMs, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, costMicroUsd);
    if (!this.recorded.some(({ callId }) => callId === row.callId)) this.recorded.push({ ...row });
  }

  async reserve(request: ReservationRequest): Promise<ReservationOutcome> {
    this.assertUsable('ledger-unwritable');
    assertWhole(request.amountMicroUsd);
    if (request.amountMicroUsd === 0) return { status: 'granted' };
    if (this.reserved.has(request.callId) || this.recorded.some(({ callId }) => callId === request.callId)) {
      throw new LedgerError('ledger-unwritable', `${request.callId} is on record already.`);
    }
    for (const limit of request.limits) {
      const committedMicroUsd = this.committedOf(limit);
      if (committedMicroUsd + request.amountMicroUsd > limit.limitMicroUsd) {
        return { status: 'refused', limit, committedMicroUsd };
      }
    }
    this.reserved.set(request.callId, request);
    return { status: 'granted' };
  }

  async settle(row: LedgerRow): Promise<void> {
    await this.append(row);
    this.reserved.delete(row.callId);
  }

  async release(callId: string): Promise<void> {
    this.assertUsable('ledger-unwritable');
    this.reserved.delete(callId);
  }

  async rows(range: TimeRange): Promise<readonly LedgerRow[]> {
    this.assertUsable('ledger-unreadable');
    return this.recorded
      .filter(({ endedAtMs }) => endedAtMs >= range.fromMs && endedAtMs < range.toMs)
      .sort((a, b) => a.endedAtMs - b.endedAtMs);
  }

  async totals(range: TimeRange, filter: RowFilter = {}): Promise<LedgerTotals> {
    const rows = (await this.rows(range)).filter((row) => isInScope(row, filter));
    return {
      calls: rows.length,
      costMicroUsd: rows.reduce((sum, row) => sum + row.costMicroUsd, 0),
      isEstimated: rows.some(({ provenance }) => provenance === 'estimated'),
      unpricedCalls: rows.filter(({ provenance }) => provenance === 'unpriced').length,
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const { row, amountMicroUsd } of this.reserved.values()) {
      this.recorded.push({
        ...row,
        costMicroUsd: amountMicroUsd,
        provenance: 'estimated',
        outcome: 'failed',
      });
    }
    this.reserved.clear();
  }

  private committedOf({ range, ...filter }: SpendLimit): number {
    const rows = this.recorded.filter(
      (row) => isInScope(row, filter) && row.endedAtMs >= range.fromMs && row.endedAtMs < range.toMs,
    );
    const open = [...this.reserved.values()].filter(
      (request) => isInScope(request, filter) && request.requestedAtMs < range.toMs,
    );
    return (
      rows.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0) +
      open.reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0)
    );
  }

  private assertUsable(code: LedgerError['code']): void {
    if (this.isClosed) throw new LedgerError(code, 'The ledger has been closed.');
    if (this.failure) throw this.failure;
  }
}

function isInScope(call: Required<RowFilter>, { runId, agentType }: RowFilter): boolean {
  return (
    (runId === undefined || runId === call.runId) && (agentType === undefined || agentType === call.agentType)
  );
}

function assertWhole(...amounts: readonly number[]): void {
  for (const amount of amounts) {
    if (Number.isSafeInteger(amount) && amount >= 0) continue;
    throw new LedgerError('ledger-unwritable', `${amount} is not a whole number.`);
  }
}
