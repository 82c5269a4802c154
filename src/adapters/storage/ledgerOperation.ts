import { z } from 'zod';
import { encodeLine, parseRow } from './journalLines';
import { firstVersionRowSchema, ledgerRowSchema } from './ledgerRowCodec';

/** Strict, because a field that this version does not know would be lost when the line is folded into the database. */
const operationSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('append'), row: ledgerRowSchema }),
  z.strictObject({
    op: z.literal('reserve'),
    /** As `createWriterName` gives it; when that process has ended, the row counts as it is. */
    owner: z.string().min(1),
    requestedAtMs: z.number().int(),
    /** Its cost is the amount that is reserved. */
    row: ledgerRowSchema,
  }),
  z.strictObject({ op: z.literal('settle'), row: ledgerRowSchema }),
  z.strictObject({ op: z.literal('release'), callId: z.string().min(1), releasedAtMs: z.number().int() }),
]);

/** One line of the cost journal. */
export type LedgerOperation = z.infer<typeof operationSchema>;
export type ReserveOperation = Extract<LedgerOperation, { readonly op: 'reserve' }>;

/** The line of a segment for the operation. @throws InvalidRowError, e.g. for a cost that is no integer */
export function encodeLedgerOperation(operation: LedgerOperation): string {
  return encodeLine(parseRow(operationSchema, operation));
}

/** @throws InvalidRowError for what is no operation of this version or, without `op`, no row of version 1 */
export function parseLedgerOperation(value: unknown): LedgerOperation {
  if (typeof value === 'object' && value !== null && 'op' in value) return parseRow(operationSchema, value);
  return { op: 'append', row: parseRow(firstVersionRowSchema, value) };
}
