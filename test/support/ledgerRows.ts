import type { LedgerRow, TimeRange } from '../../src/core/cost/ledgerStore';

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
    agentType: 'test-generator',
    taskType: 'generate-tests',
    workspace: '/home/ann/shop',
    outcome: 'completed',
    inputTokens: 120,
    outputTokens: 80,
    costMicroUsd: 1500,
    provenance: 'measured',
    ...fields,
  };
}
