import type { LedgerRow, ReservationRequest, SpendLimit, TimeRange } from '../../src/core/cost/ledgerStore';

/** All of time. */
export const everything: TimeRange = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

let rowCount = 0;

/** A valid ledger row that no other call has given, with the given fields in place of the usual ones. */
export function aLedgerRow(fields: Partial<LedgerRow> = {}): LedgerRow {
  rowCount++;
  return {
    callId: `call-${process.pid}-${rowCount}`,
    endedAtMs: 1_790_000_000_000 + rowCount,
    runId: 'run-1',
    modelId: 'embedded',
    agentId: 'agent-1',
    agentType: 'test-generator',
    taskType: 'generate-tests',
    workspace: '/home/ann/shop',
    outcome: 'completed',
    inputTokens: 120,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 80,
    costMicroUsd: 1500,
    provenance: 'measured',
    ...fields,
  };
}

/** A limit on all spend there ever was, with the given fields in place of the usual ones. */
export function aSpendLimit(limitMicroUsd: number, fields: Partial<SpendLimit> = {}): SpendLimit {
  return { budgetType: 'daily', range: everything, limitMicroUsd, ...fields };
}

/** A valid request of a call that no other has given. */
export function aReservation(
  amountMicroUsd: number,
  limits: readonly SpendLimit[],
  fields: Partial<LedgerRow> = {},
): ReservationRequest {
  const row = aLedgerRow({
    // A reservation that is a day old is given up.
    endedAtMs: Date.now(),
    costMicroUsd: amountMicroUsd,
    outcome: 'failed',
    provenance: 'estimated',
    ...fields,
  });
  const { callId, runId, agentType, endedAtMs: requestedAtMs } = row;
  return { callId, amountMicroUsd, requestedAtMs, runId, agentType, row, limits };
}
