import assert from 'node:assert/strict';
import type { LedgerRow } from '../../src/core/cost/ledgerStore';

/** What `ledgerAppender.ts` reserves for each call. */
export const reservedMicroUsd = 7;

/** How it means to end a call; `open`: not at all. */
export function plannedEndOf(callId: string): 'settled' | 'released' | 'open' {
  return (
    (['settled', 'released', 'open'] as const)[Number(callId.slice(callId.lastIndexOf('-') + 1)) % 3] ??
    'open'
  );
}

/**
 * Is every call there as it must be after its process was killed? `acknowledged` are the lines of the process. A call whose end was
 * not acknowledged may have been ended or not.
 */
export function assertReservationsKept(rows: readonly LedgerRow[], acknowledged: readonly string[]): void {
  const byId = new Map(rows.map((row) => [row.callId, row]));
  assert.equal(byId.size, rows.length, 'duplicates');
  const lastWord = new Map<string, string>();
  for (const line of acknowledged) {
    const [word = '', callId = ''] = line.split(' ');
    lastWord.set(callId, word);
  }
  for (const [callId, word] of lastWord) {
    const row = byId.get(callId);
    const found = row ? `${row.costMicroUsd} ${row.provenance} ${row.outcome}` : 'nothing';
    const estimate = `${reservedMicroUsd} estimated failed`;
    const settled = '1 measured completed';
    const allowed = {
      settled: [settled],
      released: ['nothing'],
      reserved: { open: [estimate], settled: [estimate, settled], released: [estimate, 'nothing'] }[
        plannedEndOf(callId)
      ],
    }[word];
    assert.ok(allowed?.includes(found), `${callId} was ${word}, and there is ${found}`);
  }
}
