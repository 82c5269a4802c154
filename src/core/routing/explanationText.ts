import { renderTable } from '../../base/textTable';
import { type BudgetWindow, neverMs } from '../cost/budget';
import { remainingOf } from '../cost/budgetFit';
import { formatUsd } from '../cost/money';
import { formatFigure } from '../figure';
import type { ExplainedDecision, RoutingExplanation } from './explainRouting';
import type { TaskComplexity } from './modelSelection';
import { describeComplexity } from './selectionText';

/** The explanation as lines for a terminal or a document: first what would be selected, then why. */
export function renderExplanation(explanation: RoutingExplanation): readonly string[] {
  const { taskType, files, complexity, complexityProblem, setting, candidates, rejected } = explanation;
  return [
    `${taskType} ${files.join(', ')}`,
    ...decisionLines(explanation.decision),
    ...section('Complexity', complexity ? complexityLines(complexity) : [complexityProblem ?? 'not known']),
    ...section('Setting', setting === undefined ? [] : [setting]),
    ...section(
      'Candidates, in the order of preference',
      renderTable(
        candidates.map(({ modelName, provider, tier, worstCase }) => [
          modelName,
          provider,
          `for ${tier} tasks`,
          worstCase.provenance === 'measured' && worstCase.value === 0
            ? 'free'
            : `at most ${formatFigure(worstCase, formatUsd)}`,
        ]),
      ),
    ),
    ...section('Not chosen', renderTable(rejected.map(({ modelName, reason }) => [modelName, reason]))),
    ...section('Budgets', explanation.budgets?.map(budgetLine) ?? [explanation.budgetProblem ?? 'not known']),
    '',
    'Nothing was sent, spent or recorded.',
  ];
}

function decisionLines(decision: ExplainedDecision): readonly string[] {
  if (decision.ok) return [`Would be done by ${decision.modelName}.`, decision.reason];
  const { code, message, hint } = decision;
  if (code === 'budget-exceeded') return ['Would be refused.', message, ...(hint ? [hint] : [])];
  return ['No model can be selected; the default model would be tried.', message];
}

function complexityLines(complexity: TaskComplexity): readonly string[] {
  const { tokens, structure, context, inputs } = complexity;
  const score = (value: number) => value.toFixed(2);
  const described = describeComplexity(complexity);
  return [
    described.slice(described.indexOf(' ') + 1),
    ...renderTable([
      ['tokens', score(tokens), `${inputs.tokens} tokens (estimated)`],
      [
        'structure',
        score(structure),
        `cyclomatic ${inputs.cyclomatic}, nesting ${inputs.maxNesting}, branches ${inputs.branches}, functions ${inputs.functions}, statements ${inputs.statements}`,
      ],
      [
        'context',
        score(context),
        `dependencies ${inputs.dependencies}, async operations ${inputs.asyncOperations}, side effects ${inputs.sideEffects}, files ${inputs.targets}`,
      ],
    ]),
  ];
}

function budgetLine(window: BudgetWindow): string {
  const { budgetType, limitMicroUsd, spentMicroUsd, isEstimated, resetsAtMs } = window;
  const spent = `${isEstimated ? '~' : ''}${formatUsd(spentMicroUsd)} spent`;
  const rest = remainingOf(window);
  if (limitMicroUsd === undefined || rest === undefined) return `${budgetType}: ${spent}, no limit`;
  const resets = resetsAtMs < neverMs ? `, resets ${new Date(resetsAtMs).toISOString()}` : '';
  return `${budgetType}: ${formatUsd(rest)} left of ${formatUsd(limitMicroUsd)} (${spent}${resets})`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
