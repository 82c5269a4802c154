import { t } from '../../../base/localize';
import type { FileInsight, UncoveredPlace, UnitInsight } from '../../../core/codeInsight/codeInsight';
import { formatUsd } from '../../../core/cost/money';
import { formatFigure } from '../../../core/figure';
import type { RoutingReport } from '../../../core/reports/routingReport';
import { percentage } from '../../../core/testing/coverage';

function unmeasuredText(state: FileInsight['coverage']): string {
  return state === 'outdated' ? t('coverage not measured since the last change') : t('coverage not measured');
}

/** `Generate tests · 62 % covered · complexity 7`; where there is no figure, it says so in its place. */
export function lensTitle({ coverage, complexity }: UnitInsight, state: FileInsight['coverage']): string {
  const covered =
    coverage === undefined
      ? unmeasuredText(state)
      : t('{0} % covered', Math.floor(percentage(coverage.coveredStatements, coverage.statements)));
  const hard = complexity === undefined ? [] : [t('complexity {0}', complexity)];
  return [t('Generate tests'), covered, ...hard].join(' · ');
}

/** `Generate a test for this branch (embedded engine, free)`. */
export function gapActionTitle({ kind }: Pick<UncoveredPlace, 'kind'>, estimate: string): string {
  return kind === 'branch'
    ? t('Generate a test for this branch ({0})', estimate)
    : t('Generate a test for this line ({0})', estimate);
}

/** What is not executed, in one sentence. */
export function gapSentence({ kind, unit, branchType }: UncoveredPlace): string {
  const isNamed = !unit.startsWith('(');
  if (kind === 'statement') {
    return isNamed ? t('No test executes this line of {0}.', unit) : t('No test executes this line.');
  }
  const name = branchName(branchType);
  return isNamed
    ? t('No test takes this branch of the {0} in {1}.', name, unit)
    : t('No test takes this branch of the {0}.', name);
}

function branchName(branchType: string): string {
  switch (branchType) {
    case 'if':
    case 'switch':
      return branchType;
    case 'cond-expr':
      return t('conditional expression');
    case 'binary-expr':
      return t('logical expression');
    case 'default-arg':
      return t('default argument');
    default:
      return t('branch');
  }
}

/** Which model would write, and what it costs at most: `embedded engine, free`, `gpt-6-sol, at most ~$0.02 (estimated)`. */
export function estimateText({ isRouterOn, explanation }: RoutingReport): string {
  const { decision } = explanation;
  if (!isRouterOn) return t('embedded engine, free');
  if (!decision.ok) return modelNotKnown();
  const { modelName, worstCase } = decision;
  const isFree = worstCase.provenance === 'measured' && worstCase.value === 0;
  const name = modelName === 'embedded' ? t('embedded engine') : t('embedded engine, then {0}', modelName);
  return `${name}, ${isFree ? t('free') : t('at most {0}', formatFigure(worstCase, formatUsd))}`;
}

export function modelNotKnown(): string {
  return t('model not known');
}
