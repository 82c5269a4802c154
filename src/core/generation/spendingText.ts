import { countOf } from '../../base/countOf';
import { formatUsd } from '../cost/money';
import type { SpendingPlan } from './spendingPlan';

/** Files and gaps that are named; the rest is counted. */
const mostFiles = 5;
const mostGaps = 3;

/** `claude-haiku-4 is to write tests for 2 files: likely $0.0021, at most $0.0310 (estimated).`, then the plan. */
export function spendingLines(plan: SpendingPlan): readonly string[] {
  const shown = plan.files.slice(0, mostFiles);
  const others = plan.files.length - shown.length;
  return [
    spendingSentence(plan),
    ...shown.map(({ path, gaps }) => `  ${path}: ${describeGaps(gaps)}`),
    ...(others > 0 ? [`  and ${countOf(others, 'more file')}`] : []),
    ...(plan.isFurther
      ? ['This is beyond what you have agreed to so far; what there is stays if you do not.']
      : []),
  ];
}

export function spendingSentence({ modelName, files, estimate }: SpendingPlan): string {
  const { likelyMicroUsd, worstMicroUsd } = estimate;
  const cost = Number.isFinite(worstMicroUsd)
    ? `likely ${formatUsd(likelyMicroUsd)}, at most ${formatUsd(worstMicroUsd)} with repairs and retries (estimated)`
    : 'what that costs is not known, because the price of the model is not';
  return `${modelName} is to write tests for ${countOf(files.length, 'file')}: ${cost}.`;
}

function describeGaps(gaps: readonly string[]): string {
  if (gaps.length === 0) return 'nothing is known to be covered yet';
  const shown = gaps.slice(0, mostGaps).join('; ');
  return gaps.length > mostGaps ? `${shown}; and ${gaps.length - mostGaps} more` : shown;
}
