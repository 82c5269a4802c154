import { complexityTiers } from './modelConfig';
import type { TaskComplexity } from './modelSelection';
import { chooseAmong, type Decision, type DecisionContext, type Question } from './routingDecision';
import { dearerThanChosen } from './selectionText';
import { findWantedModel } from './wantedModel';

export interface EscalationRequest {
  readonly complexity: TaskComplexity;
  /** Why the result of the weaker model does not hold, as one phrase. */
  readonly failure: string;
  readonly from: Decision['model'];
}

/**
 * The cheapest model that is one tier stronger than `from`; where there is none of that tier, of the next. Undefined when there
 * is none that is available, permitted and within the budgets, and when the user has named the model himself.
 */
export async function decideEscalation(
  context: DecisionContext,
  question: Question,
  { complexity, failure, from }: EscalationRequest,
): Promise<Decision | undefined> {
  const tier = complexityTiers[complexityTiers.indexOf(from.tier) + 1];
  if (tier === undefined || from.provider === 'embedded') return undefined;
  if (findWantedModel(context.models, context.policy, question)) return undefined;
  const models = context.models.filter(({ provider }) => provider !== 'embedded');
  // What weaker models can do here is beside the point: one of them has just failed.
  const stronger: DecisionContext = { ...context, models, startTierOf: (model) => ({ tier: model.tier }) };
  const { candidates, rejected } = await chooseAmong(stronger, question, { ...complexity, tier });
  const [chosen] = candidates;
  if (!chosen) return undefined;
  return {
    ...chosen,
    complexity,
    reason: `In place of ${from.name}, which is for ${from.tier} tasks and failed: ${failure}.`,
    rejected: [...dearerThanChosen(candidates), ...rejected],
    kind: 'fallback',
    replaced: from.name,
  };
}
