import type { CoverageGap } from '../../coverageAnalysis/coverageAnalysis';
import { measured } from '../../figure';
import { percentage } from '../../testing/coverage';
import type { GateEvidence } from '../gateEvidence';
import type { GateMeasurements } from '../gateMeasurements';
import { notKnown, type RuleFinding } from './ruleFinding';
import { failedTargets, messagesOf, unmeasuredFiles } from './unmeasuredFiles';

/** Characters by which a commit is known. */
const shortHash = 10;

/** Share of the statements on lines that differ from the base branch that are executed. */
export function findChangedCoverage({ analysis }: GateMeasurements): RuleFinding {
  const failed = failedTargets(analysis);
  if (failed.length > 0) return notKnown(messagesOf(failed), failed);
  const { changed, gaps } = analysis;
  if (!changed) return notKnown(['no base branch was named. On the command line: --changed main.']);
  const missing = unmeasuredFiles(changed.files);
  if (missing.length > 0) return notKnown(messagesOf(missing), missing);
  const { total, baseCommit } = changed;
  if ('unavailable' in total) return notKnown([total.unavailable]);
  const { coveredStatements, statements } = total;
  const since = `since ${baseCommit.slice(0, shortHash)}`;
  return {
    value: measured(percentage(coveredStatements, statements)),
    sentence: (percent) =>
      statements === 0
        ? `No statement was changed ${since}, which counts as ${percent}`
        : `${coveredStatements} of ${statements} statements that were changed ${since} ${coveredStatements === 1 ? 'is' : 'are'} executed (${percent})`,
    evidence: gaps.filter(({ uncoveredStatements }) => uncoveredStatements !== 0).flatMap(toEvidence),
  };
}

/** With a base branch, gaps are of changed lines only. Each of their places is a thing to comment on. */
function toEvidence({ sourceFile, unit, lines, explanation }: CoverageGap): readonly GateEvidence[] {
  return lines.map((range) => ({
    kind: 'uncovered-code',
    file: sourceFile,
    lines: range,
    name: unit,
    message: explanation,
  }));
}
