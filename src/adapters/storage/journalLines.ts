import { crc32 } from 'node:zlib';
import type { z } from 'zod';

const newline = 0x0a;
const checksumLength = 8;

/** What a piece of a segment holds. */
export interface DecodedLines<Row> {
  readonly rows: readonly Row[];
  /** Up to the end of the last whole line; what follows is still being written, or was cut off by a crash. */
  readonly consumedBytes: number;
  /** Whole lines with a wrong checksum: the disk or a power loss spoiled them. */
  readonly damagedLines: number;
}

/** A row that is not one: the message names the field. */
export class InvalidRowError extends Error {
  override readonly name = 'InvalidRowError';
}

/** One line of a segment: checksum, space, JSON, newline. The row must be a JSON value. */
export function encodeLine(row: unknown): string {
  const json = JSON.stringify(row);
  return `${checksumOf(json)} ${json}\n`;
}

/**
 * The whole lines of a piece, each understood by `parse`, which throws InvalidRowError for what is no row of this version; that
 * error is passed on.
 */
export function decodeLines<Row>(bytes: Buffer, parse: (value: unknown) => Row): DecodedLines<Row> {
  const rows: Row[] = [];
  let consumedBytes = 0;
  let damagedLines = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, consumedBytes)) {
    const line = bytes.subarray(consumedBytes, end);
    const json = line.subarray(checksumLength + 1);
    if (line.toString('latin1', 0, checksumLength) === checksumOf(json)) {
      rows.push(parse(JSON.parse(json.toString('utf8'))));
    } else {
      damagedLines++;
    }
    consumedBytes = end + 1;
  }
  return { rows, consumedBytes, damagedLines };
}

/** The value as the schema gives it. @throws InvalidRowError */
export function parseRow<Row>(schema: z.ZodType<Row>, value: unknown): Row {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InvalidRowError(`${issue?.path.join('.') || 'the row'}: ${issue?.message ?? 'not valid'}`);
}

function checksumOf(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(checksumLength, '0');
}
