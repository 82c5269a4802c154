import type { CoverageAnalysis, CoverageGap } from '../../coverageAnalysis/coverageAnalysis';
import { measured } from '../../figure';
import { percentage } from '../../testing/coverage';
import type { GateEvidence } from '../gateEvidence';
import { notKnown, type RuleFinding } from './ruleFinding';
import { failedTargets, messagesOf, unmeasuredFiles } from './unmeasuredFiles';

/** Share of statements or branches that are executed. A figure counts only when it covers every target. */
export function findCoverage(analysis: CoverageAnalysis, kind: 'statements' | 'branches'): RuleFinding {
  const { total, files, gaps } = analysis;
  const missing = [...unmeasuredFiles(files), ...failedTargets(analysis)];
  if (missing.length > 0) return notKnown(messagesOf(missing), missing);
  if ('unavailable' in total) return notKnown([total.unavailable]);
  const covered = kind === 'statements' ? total.coveredStatements : total.coveredBranches;
  return {
    value: measured(percentage(covered, total[kind])),
    sentence: (percent) =>
      total[kind] === 0
        ? `There are no ${kind} to execute, which counts as ${percent}`
        : `${covered} of ${total[kind]} ${kind} ${covered === 1 ? 'is' : 'are'} executed (${percent})`,
    evidence: gaps.filter((gap) => uncoveredOf(gap, kind) !== 0).map(toEvidence),
  };
}

function uncoveredOf(gap: CoverageGap, kind: 'statements' | 'branches'): number | undefined {
  return kind === 'statements' ? gap.uncoveredStatements : gap.uncoveredBranches;
}

function toEvidence({ sourceFile, unit, lines, explanation }: CoverageGap): GateEvidence {
  const [first] = lines;
  return {
    kind: 'uncovered-code',
    file: sourceFile,
    name: unit,
    message: explanation,
    ...(first && { lines: first }),
  };
}
