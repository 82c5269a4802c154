import type { WorldEffect } from '../../../core/synthesis/scenario';
import type { MarkRecord } from '../../../core/testing/probeRecords';
import type { MarkRecords, MutantTrial } from '../../../core/testing/testRunner';
import { OpenBodies } from './openBodies';
import { RecordTail } from './recordTail';

/**
 * What the probe has written about marked tests in a folder.
 * @throws SyntaxError when a line is not a record
 */
export async function readMarks(folder: string): Promise<MarkRecords> {
  const files = await new RecordTail(folder).read();
  return mergeMarks(files.map(({ records }) => toMarks(records)));
}

/** @param records of one process or thread, in the order of writing */
export function toMarks(records: readonly MarkRecord[]): MarkRecords {
  const effects = new Map<string, WorldEffect[]>();
  const mutantTrials: MutantTrial[] = [];
  const bodies = new OpenBodies();
  for (const record of records) {
    bodies.add(record);
    if (record.kind === 'effect') addEffect(effects, record.mark, record.effect);
    if (record.kind === 'mutant' && record.phase !== 'start') {
      const { mark, mutantId, phase } = record;
      mutantTrials.push({ mark, mutantId, outcome: phase });
    }
  }
  return { effects, unfinished: bodies.list(), mutantTrials };
}

/** All that several processes or runs have recorded. */
export function mergeMarks(all: readonly MarkRecords[]): MarkRecords {
  const effects = new Map<string, WorldEffect[]>();
  for (const marks of all) {
    for (const [mark, touched] of marks.effects) {
      for (const effect of touched) addEffect(effects, mark, effect);
    }
  }
  return {
    effects,
    unfinished: all.flatMap(({ unfinished }) => unfinished),
    mutantTrials: all.flatMap(({ mutantTrials }) => mutantTrials),
  };
}

function addEffect(effects: Map<string, WorldEffect[]>, mark: string, effect: WorldEffect): void {
  const known = effects.get(mark) ?? [];
  effects.set(mark, known);
  if (!known.includes(effect)) known.push(effect);
}
