import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { WorldEffect } from '../../../core/synthesis/scenario';
import { type MarkRecord, markRecordSuffix } from '../../../core/testing/probeRecords';
import type { MarkRecords, MutantTrial } from '../../../core/testing/testRunner';

const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mark-start'), mark: z.string() }),
  z.object({ kind: z.literal('mark-end'), mark: z.string() }),
  z.object({
    kind: z.literal('effect'),
    mark: z.string(),
    effect: z.enum(['file-system', 'network', 'process', 'environment']),
  }),
  z.object({ kind: z.literal('unrepeatable'), mark: z.string() }),
  z.object({ kind: z.literal('uncaught'), mark: z.string(), message: z.string() }),
  z.object({
    kind: z.literal('mutant'),
    mark: z.string(),
    mutantId: z.string(),
    phase: z.enum(['start', 'killed', 'survived', 'unreliable']),
  }),
]);

export const noMarks: MarkRecords = {
  effects: new Map(),
  unfinished: [],
  mutantTrials: [],
  uncaught: new Map(),
  unrepeatable: new Set(),
};

/** What the probe wrote about marked tests into a folder, as far as it came. */
export async function readMarkRecords(folder: string): Promise<MarkRecords> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(markRecordSuffix)).sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return files.map((text) => summarize(parseMarkRecords(text))).reduce(mergeMarks, noMarks);
}

/** Adds up what is known of different processes or runs. */
export function mergeMarks(a: MarkRecords, b: MarkRecords): MarkRecords {
  const effects = new Map(a.effects);
  for (const [mark, more] of b.effects)
    effects.set(mark, [...new Set([...(effects.get(mark) ?? []), ...more])]);
  return {
    effects,
    unfinished: [...a.unfinished, ...b.unfinished],
    mutantTrials: [...a.mutantTrials, ...b.mutantTrials],
    uncaught: new Map([...a.uncaught, ...b.uncaught]),
    unrepeatable: new Set([...a.unrepeatable, ...b.unrepeatable]),
  };
}

/** The records in a text; a line cut off by the kill of its process is left out. @throws SyntaxError for any other line */
export function parseMarkRecords(text: string): readonly MarkRecord[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => {
    const parsed = recordSchema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new SyntaxError(`Not a record of marked tests: ${parsed.error.message}`);
    return parsed.data;
  });
}

/** Of one process or thread. */
function summarize(records: readonly MarkRecord[]): MarkRecords {
  const open = new Map<string, string | undefined>();
  const effects = new Map<string, Set<WorldEffect>>();
  const mutantTrials: MutantTrial[] = [];
  const uncaught = new Map<string, string>();
  const unrepeatable = new Set<string>();
  for (const record of records) {
    const { mark } = record;
    switch (record.kind) {
      case 'mark-start':
        open.set(mark, undefined);
        break;
      case 'mark-end':
        open.delete(mark);
        break;
      case 'effect':
        effects.set(mark, (effects.get(mark) ?? new Set()).add(record.effect));
        break;
      case 'unrepeatable':
        unrepeatable.add(mark);
        break;
      case 'uncaught':
        if (!uncaught.has(mark)) uncaught.set(mark, record.message);
        break;
      case 'mutant':
        if (record.phase !== 'start')
          mutantTrials.push({ mark, mutantId: record.mutantId, outcome: record.phase });
        if (open.has(mark)) open.set(mark, record.phase === 'start' ? record.mutantId : undefined);
    }
  }
  return {
    effects: new Map([...effects].map(([mark, found]) => [mark, [...found]])),
    unfinished: [...open].map(([mark, mutantId]) => (mutantId === undefined ? { mark } : { mark, mutantId })),
    mutantTrials,
    uncaught,
    unrepeatable,
  };
}
