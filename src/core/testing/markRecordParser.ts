import * as z from 'zod/mini';
import type { MarkRecord } from './probeRecords';

const mark = z.string();

const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mark-start'), mark }),
  z.object({ kind: z.literal('mark-end'), mark }),
  z.object({
    kind: z.literal('effect'),
    mark,
    effect: z.enum(['file-system', 'network', 'process', 'environment']),
  }),
  z.object({
    kind: z.literal('mutant'),
    mark,
    mutantId: z.string(),
    phase: z.enum(['start', 'killed', 'survived', 'unreliable']),
  }),
]);

/**
 * The records in the text of a file that the probe wrote. What follows the last line break is left out: its process may have
 * been killed while it wrote.
 * @throws SyntaxError when any other line is not a record
 */
export function parseMarkRecords(text: string): readonly MarkRecord[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => {
    const parsed = z.safeParse(recordSchema, JSON.parse(line));
    if (!parsed.success) throw new SyntaxError(`Not a record of the probe: ${parsed.error.message}`);
    return parsed.data;
  });
}
