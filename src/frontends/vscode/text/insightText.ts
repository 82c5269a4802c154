import type { FileInsight, UncoveredPlace, UnitInsight } from '../../../core/codeInsight/codeInsight';
import { formatUsd } from '../../../core/cost/money';
import { formatFigure } from '../../../core/figure';
import type { RoutingReport } from '../../../core/reports/routingReport';
import { percentage } from '../../../core/testing/coverage';

const coverageWords: Readonly<Record<FileInsight['coverage'], string>> = {
  measured: 'coverage not measured',
  outdated: 'coverage not measured since the last change',
  unmeasured: 'coverage not measured',
};

/** `Generate tests · 62 % covered · complexity 7`; where there is no figure, it says so in its place. */
export function lensTitle({ coverage, complexity }: UnitInsight, state: FileInsight['coverage']): string {
  const covered =
    coverage === undefined
      ? coverageWords[state]
      : `${Math.floor(percentage(coverage.coveredStatements, coverage.statements))} % covered`;
  return ['Generate tests', covered, ...(complexity === undefined ? [] : [`complexity ${complexity}`])].join(
    ' · ',
  );
}

/** `Generate a test for this branch (embedded engine, free)`. */
export function gapActionTitle({ kind }: Pick<UncoveredPlace, 'kind'>, estimate: string): string {
  return `Generate a test for this ${kind === 'branch' ? 'branch' : 'line'} (${estimate})`;
}

/** What is not executed, in one sentence. */
export function gapSentence({ kind, unit, branchType }: UncoveredPlace): string {
  const place = unit.startsWith('(') ? '' : ` of ${unit}`;
  if (kind === 'statement') return `No test executes this line${place}.`;
  const name = branchNames[branchType] ?? 'branch';
  return `No test takes this way of the ${name}${place}.`;
}

const branchNames: Readonly<Record<string, string>> = {
  if: 'if',
  'cond-expr': 'conditional expression',
  switch: 'switch',
  'binary-expr': 'logical expression',
  'default-arg': 'default argument',
};

/** Which model would write, and what it costs at most: `embedded engine, free`, `gpt-6-sol, at most ~$0.02 (estimated)`. */
export function estimateText({ isRouterOn, explanation }: RoutingReport): string {
  const { decision } = explanation;
  if (!isRouterOn) return 'embedded engine, free';
  if (!decision.ok) return 'model not known';
  const { modelName, worstCase } = decision;
  const isFree = worstCase.provenance === 'measured' && worstCase.value === 0;
  const name = modelName === 'embedded' ? 'embedded engine' : `embedded engine, then ${modelName}`;
  return `${name}, ${isFree ? 'free' : `at most ${formatFigure(worstCase, formatUsd)}`}`;
}
