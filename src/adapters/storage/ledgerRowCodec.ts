import { z } from 'zod';
import type { LedgerRow } from '../../core/cost/ledgerStore';
import { encodeLine, parseRow } from './journalLines';

const count = z.number().int().nonnegative();

/** Strict, because a field that this version does not know would be lost when the row is folded into the database. */
const ledgerRowSchema = z.strictObject({
  callId: z.string().min(1),
  endedAtMs: z.number().int(),
  runId: z.string(),
  modelId: z.string(),
  agentType: z.string(),
  taskType: z.string(),
  workspace: z.string(),
  outcome: z.enum(['completed', 'failed', 'cancelled']),
  inputTokens: count,
  outputTokens: count,
  costMicroUsd: count,
  provenance: z.enum(['measured', 'estimated']),
}) satisfies z.ZodType<LedgerRow>;

/** The line of a segment for the row. @throws InvalidRowError, e.g. for a cost that is no integer */
export function encodeLedgerRow(row: LedgerRow): string {
  return encodeLine(parseLedgerRow(row));
}

/** @throws InvalidRowError for what is no row of this version */
export function parseLedgerRow(value: unknown): LedgerRow {
  return parseRow(ledgerRowSchema, value);
}
