import { z } from 'zod';
import { doors } from '../../core/cost/door';
import type { LedgerRow } from '../../core/cost/ledgerStore';
import { parseRow } from './journalLines';

const count = z.number().int().nonnegative();

const firstVersion = {
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
};

/** Strict, because a field that this version does not know would be lost when the row is folded into the database. */
export const ledgerRowSchema = z.strictObject({
  ...firstVersion,
  agentId: z.string(),
  gitBranch: z.string().exactOptional(),
  tag: z.string().exactOptional(),
  door: z.enum(doors).exactOptional(),
  cacheReadTokens: count,
  cacheWriteTokens: count,
  provenance: z.enum(['measured', 'estimated', 'unpriced']),
}) satisfies z.ZodType<LedgerRow>;

/** What a line of version 1 says, in the words of this one: as the migration of the database has it. */
export const firstVersionRowSchema = z
  .strictObject(firstVersion)
  .transform((row): LedgerRow => ({ ...row, agentId: 'unknown', cacheReadTokens: 0, cacheWriteTokens: 0 }));

/** @throws InvalidRowError for what is no row of this version */
export function parseLedgerRow(value: unknown): LedgerRow {
  return parseRow(ledgerRowSchema, value);
}
