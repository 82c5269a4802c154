import type { MutationScore } from '../mutation/killMap';
import type { WorkspacePath } from '../testing/workspace';
import type { Dossier } from './dossier';
import type { Judgement } from './testFileJudge';

/** How many of the mutants of a file tests notice, before and after the run. */
export interface MutationChange {
  readonly sourceFile: WorkspacePath;
  readonly before: MutationScore;
  readonly after: MutationScore;
  /** Existing tests of which it is not known what they notice: both figures may be higher. */
  readonly unmeasuredTests: number;
  /** How many mutants the file has, when only a sample of them was tried; absent: all were. */
  readonly sampledFrom?: number;
}

/** Undefined when mutants were not tried. */
export function scoreChange(
  { plan, kills, candidates }: Dossier,
  judgements: ReadonlyMap<string, Judgement>,
): MutationChange | undefined {
  if (!kills) return undefined;
  const { killedBefore, mutants, byTest, unmeasuredTests, sampledFrom } = kills;
  const after = new Set(killedBefore);
  for (const { id } of candidates) {
    if (judgements.get(id)?.status !== 'kept') continue;
    for (const mutant of byTest.get(id)?.killed ?? []) after.add(mutant);
  }
  const counted = new Set(mutants.map(({ id }) => id));
  const countIn = (killed: ReadonlySet<string>): MutationScore => ({
    killed: [...killed].filter((id) => counted.has(id)).length,
    mutants: mutants.length,
  });
  return {
    sourceFile: plan.target.path,
    before: countIn(killedBefore),
    after: countIn(after),
    unmeasuredTests: unmeasuredTests.length,
    ...(sampledFrom !== undefined && { sampledFrom }),
  };
}
