import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { LedgerRow } from '../../core/cost/ledgerStore';

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

const newline = 0x0a;
const checksumLength = 8;

/** What a piece of a segment holds. */
export interface DecodedLines {
  readonly rows: readonly LedgerRow[];
  /** Up to the end of the last whole line; what follows is still being written, or was cut off by a crash. */
  readonly consumedBytes: number;
  /** Whole lines with a wrong checksum: the disk or a power loss spoiled them. */
  readonly damagedLines: number;
}

/** A row that is not one: the message names the field. */
export class InvalidRowError extends Error {
  override readonly name = 'InvalidRowError';
}

/** One line of a segment: checksum, space, JSON, newline. @throws InvalidRowError, e.g. for a cost that is no integer */
export function encodeLedgerRow(row: LedgerRow): string {
  const json = JSON.stringify(parseRow(row));
  return `${checksumOf(json)} ${json}\n`;
}

/** @throws InvalidRowError for a sound line that is no row of this version */
export function decodeLedgerRows(bytes: Buffer): DecodedLines {
  const rows: LedgerRow[] = [];
  let consumedBytes = 0;
  let damagedLines = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, consumedBytes)) {
    const line = bytes.subarray(consumedBytes, end);
    const json = line.subarray(checksumLength + 1);
    if (line.toString('latin1', 0, checksumLength) === checksumOf(json)) {
      rows.push(parseRow(JSON.parse(json.toString('utf8'))));
    } else {
      damagedLines++;
    }
    consumedBytes = end + 1;
  }
  return { rows, consumedBytes, damagedLines };
}

function checksumOf(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(checksumLength, '0');
}

function parseRow(value: unknown): LedgerRow {
  const parsed = ledgerRowSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InvalidRowError(`${issue?.path.join('.') || 'the row'}: ${issue?.message ?? 'not valid'}`);
}
