import { countOf } from '../../base/countOf';
import { formatUsd, type MicroUsd } from '../cost/money';
import type { Candidate, ModelChoice } from './modelChoice';
import type { RejectedModel, TaskComplexity } from './modelSelection';

/** Why the first of the candidates was chosen. */
export function describeRouting({ candidates }: ModelChoice, complexity: TaskComplexity): string {
  const [chosen] = candidates;
  if (!chosen) return '';
  const adequate = countOf(candidates.length, 'adequate model');
  return `The cheapest of ${adequate} for ${describeComplexity(complexity)}, ${describeCost(chosen.cost)}.`;
}

/** Why another model does the task in place of the first choice. */
export function describeFallback(choice: ModelChoice, complexity: TaskComplexity): string {
  const { firstChoice, refusal, rejected } = choice;
  if (!firstChoice) {
    return `None of the configured models is adequate for ${describeComplexity(complexity)}.`;
  }
  const { name } = firstChoice.model;
  const reason = refusal?.reason ?? rejected.find((other) => other.modelName === name)?.reason;
  return `In place of ${name}, because ${reason}.`;
}

/** What the candidates that were not chosen lack. */
export function dearerThanChosen([chosen, ...others]: readonly Candidate[]): readonly RejectedModel[] {
  if (!chosen) return [];
  return others.map(({ model, cost }) => ({
    modelName: model.name,
    reason:
      cost === undefined
        ? 'its price is not known'
        : cost === chosen.cost
          ? `it costs as much as ${chosen.model.name}`
          : `it may cost ${formatUsd(cost)}, more than ${chosen.model.name}`,
  }));
}

function describeCost(cost: MicroUsd | undefined): string {
  if (cost === undefined) return 'price unknown';
  return cost === 0 ? 'free' : `at most ${formatUsd(cost)}`;
}

/** Cut off, not rounded: 0.699 is not shown as the 0.70 at which a task is complex. */
function describeComplexity({ overall, tier }: TaskComplexity): string {
  return `complexity ${(Math.floor(overall * 100) / 100).toFixed(2)} (${tier})`;
}
