import { countOf } from '../../base/countOf';
import { type Figure, formatFigure, measured, unavailable } from '../figure';
import type { CodeMeasures, CodeMeter } from '../routing/codeMeter';
import type { WorkspacePath } from '../testing/workspace';
import type { ChangeHistory, Churn } from './changeHistory';
import type { CoverageGap } from './coverageAnalysis';
import type { FoundGap } from './coverageGaps';
import { riskOf } from './gapRisk';
import type { UnitRange } from './unitRanges';
import { unitText } from './unitText';

/** Commits are counted over this many days. */
export const churnDays = 180;

export interface RatingContext {
  readonly meter: CodeMeter;
  readonly history: ChangeHistory;
  readonly signal: AbortSignal;
}

/** Text and units of a file with gaps. */
export interface RatedSource {
  readonly path: WorkspacePath;
  readonly text: string;
  readonly units: readonly UnitRange[];
}

/** Says of each gap how much it matters, in figures and in words. @throws AbortError */
export async function rateGaps(
  gaps: readonly FoundGap[],
  sources: readonly RatedSource[],
  { meter, history, signal }: RatingContext,
): Promise<readonly CoverageGap[]> {
  if (gaps.length === 0) return [];
  const files = [...new Set(gaps.map(({ sourceFile }) => sourceFile))];
  const churn = await history.churn(files, churnDays, signal);
  const rated: CoverageGap[] = [];
  for (const gap of gaps) {
    const source = sources.find(({ path }) => path === gap.sourceFile);
    const text = source && (isMeasured(gap) ? unitText(gap.unit, source.units, source.text) : source.text);
    const measures = text === undefined ? undefined : await meter.measure(gap.sourceFile, text);
    rated.push(rate(gap, measures, churnOf(gap.sourceFile, churn)));
  }
  return rated;
}

/** Of a file that was not measured, all branches count: none of them is known to be executed. */
function rate(gap: FoundGap, measures: CodeMeasures | undefined, churn: Figure): CoverageGap {
  const complexity = measures
    ? measured(measures.cyclomatic)
    : unavailable('Nothing is known of code in this language.');
  const risk = riskOf({
    complexity,
    churn,
    uncoveredBranches: gap.uncoveredBranches ?? measures?.branches ?? 0,
    ...(!isMeasured(gap) && { basis: 'every branch of the file counts as not executed' }),
  });
  return {
    ...gap,
    complexity,
    churn,
    risk,
    explanation: `${gap.explanation} ${explainRisk({ complexity, churn, risk })}`,
  };
}

/** `Risk 24: complexity 4, 3 commits in 180 days.` */
function explainRisk({
  complexity,
  churn,
  risk,
}: Pick<CoverageGap, 'complexity' | 'churn' | 'risk'>): string {
  const commits =
    churn.provenance === 'unavailable'
      ? 'commits not known'
      : `${countOf(churn.value, 'commit')} in ${churnDays} days`;
  return `Risk ${formatFigure(risk)}: complexity ${formatFigure(complexity)}, ${commits}.`;
}

function churnOf(file: WorkspacePath, churn: Churn): Figure {
  return churn.status === 'known' ? measured(churn.commits.get(file) ?? 0) : unavailable(churn.reason);
}

function isMeasured({ uncoveredStatements }: FoundGap): boolean {
  return uncoveredStatements !== undefined;
}
