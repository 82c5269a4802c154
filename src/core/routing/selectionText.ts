import { countOf } from '../../base/countOf';
import { formatUsd, type MicroUsd } from '../cost/money';
import type { Candidate, ModelChoice } from './modelChoice';
import { complexityTiers, type ModelConfig } from './modelConfig';
import type { RejectedModel, TaskComplexity } from './modelSelection';
import type { StartTier } from './startTier';

/** Why the first of the candidates was chosen. */
export function describeRouting({ candidates }: ModelChoice, complexity: TaskComplexity): string {
  const [chosen] = candidates;
  if (!chosen) return '';
  // The engine is a candidate of last resort: no language model is cheaper than it.
  const compared = isEmbedded(chosen) ? candidates : candidates.filter((candidate) => !isEmbedded(candidate));
  const adequate = countOf(compared.length, 'adequate model');
  return `The cheapest of ${adequate} for ${describeComplexity(complexity)}, ${describeCost(chosen.cost)}.`;
}

/** Why a model is used for more than it is for; nothing when it is not. */
export function describeStart(model: ModelConfig, start: StartTier, { tier }: TaskComplexity): string {
  if (complexityTiers.indexOf(model.tier) >= complexityTiers.indexOf(tier)) return '';
  const why = start.isTrial
    ? 'is tried on this one (routing.exploreRate)'
    : `succeeded with ${start.experience} like this one in this repository`;
  return ` It is for ${model.tier} tasks, and ${why}.`;
}

/** Why another model does the task in place of the first choice. */
export function describeFallback(choice: ModelChoice, complexity: TaskComplexity): string {
  const { firstChoice, refusal, rejected } = choice;
  if (!firstChoice) {
    return `None of the configured models can be used for ${describeComplexity(complexity)}.`;
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
    reason: isEmbedded({ model })
      ? 'it is used when no language model can be'
      : cost === undefined
        ? 'its price is not known'
        : cost === chosen.cost
          ? `it costs as much as ${chosen.model.name}`
          : `it may cost ${formatUsd(cost)}, more than ${chosen.model.name}`,
  }));
}

function isEmbedded({ model }: Pick<Candidate, 'model'>): boolean {
  return model.provider === 'embedded';
}

function describeCost(cost: MicroUsd | undefined): string {
  if (cost === undefined) return 'price unknown';
  return cost === 0 ? 'free' : `at most ${formatUsd(cost)}`;
}

/** `complexity 0.69 (moderate)`. Cut off, not rounded: 0.699 is not shown as the 0.70 at which a task is complex. */
export function describeComplexity({ overall, tier }: TaskComplexity): string {
  return `complexity ${(Math.floor(overall * 100) / 100).toFixed(2)} (${tier})`;
}
