import { z } from 'zod';
import type { JsonValue } from '../../core/memory/jsonValue';
import type { Accessor } from '../../core/memory/memoryEntry';
import { AccessLevel } from '../../core/memory/memoryEntry';
import { encodeLine, parseRow } from './journalLines';

/** Cut off or changed on the way into the database: a NUL, and half of a surrogate pair. */
const unstorable = /[\0\p{Surrogate}]/u;
const name = z
  .string()
  .min(1)
  .refine((text) => !unstorable.test(text), 'cannot be kept in a database');
const count = z.number().int().nonnegative();

const ownerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('agent'), agentId: name, agentType: name }),
  z.strictObject({ kind: z.literal('client'), clientId: name }),
]) satisfies z.ZodType<Accessor>;

const writeSchema = {
  partition: name,
  key: name,
  /** Milliseconds since the epoch, or later where that was needed to come after an earlier write. */
  version: count,
  /** One store that was open once; decides between equal versions. */
  writer: name,
};

/** Strict, because a field that this version does not know would be lost when the line is folded into the database. */
const operationSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('put'),
    ...writeSchema,
    value: z.custom<JsonValue>((value) => value !== undefined, 'is missing'),
    owner: ownerSchema,
    accessLevel: z.enum(AccessLevel),
    createdAtMs: z.number().int(),
    expiresAtMs: z.number().int().optional(),
  }),
  z.strictObject({ op: z.literal('delete'), ...writeSchema, removedAtMs: z.number().int() }),
]);

/** One line of the memory journal. */
export type MemoryOperation = z.infer<typeof operationSchema>;

/** @throws InvalidRowError */
export function encodeMemoryOperation(operation: MemoryOperation): string {
  return encodeLine(parseMemoryOperation(operation));
}

/** @throws InvalidRowError for what is no operation of this version */
export function parseMemoryOperation(value: unknown): MemoryOperation {
  return parseRow(operationSchema, value);
}
