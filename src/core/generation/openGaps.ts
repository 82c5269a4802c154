import { survivors } from '../mutation/survivors';
import { type FileCoverage, mergeFileCoverage } from '../testing/coverage';
import type { Baseline } from './4-runTests';
import type { TestGap } from './candidate';
import type { Dossier } from './dossier';
import { coveredBefore } from './testFileJudge';
import { coverageGapsOf, isWanted } from './testGaps';

/**
 * What neither the existing tests nor the candidates that passed so far reach or notice; undefined when that is not known, because no
 * test executes the file.
 */
export function openGaps(dossier: Dossier, baseline: Baseline): readonly TestGap[] | undefined {
  const { plan, passing, kills } = dossier;
  const measured = [
    coveredBefore(dossier, baseline),
    ...passing.map(({ id }) => dossier.evidenceOf(id)?.coverage),
  ].filter((coverage) => coverage !== undefined);
  const [first, ...others] = measured;
  if (!first) return undefined;
  const coverage = others.reduce(added, first);
  const lines = coverageGapsOf(plan, coverage);
  const unexecuted = new Set(lines.map(({ line }) => line));
  const unnoticed = kills
    ? survivors(
        kills,
        passing.map(({ id }) => id),
        plan,
      )
    : [];
  // A line that nothing executes is one gap, not one for each of its mutants.
  return [
    ...lines,
    ...unnoticed.filter(({ line, unit }) => !unexecuted.has(line) && isWanted(unit, plan.focus)),
  ];
}

/** Runs of the same text have the same shape; should one not, it says nothing of the other. */
function added(sum: FileCoverage, next: FileCoverage): FileCoverage {
  const isSameText =
    sum.statements.length === next.statements.length && sum.branches.length === next.branches.length;
  return isSameText ? mergeFileCoverage(sum, next) : sum;
}
