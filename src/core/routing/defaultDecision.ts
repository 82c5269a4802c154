import { ModelSelectionError } from '../errors';
import { embeddedModel, findModel } from './modelCatalog';
import { refusalsOf } from './modelChoice';
import type { ModelConfig } from './modelConfig';
import type { RejectedModel } from './modelSelection';
import type { Decision, DecisionContext, Question } from './routingDecision';
import { permissionOf } from './routingPolicy';
import { worstCaseCost } from './worstCase';

export interface DefaultRequest {
  /** Name of the setting `routing.defaultModel`. */
  readonly defaultModel: string;
  /** Why no model is chosen, as what follows `because`. */
  readonly cause: string;
}

/**
 * The default model, or the embedded engine where that cannot be used. With a budget it has to hold the default model's whole
 * context, because nothing is known of the task.
 * @throws ModelSelectionError when neither can be used
 */
export async function decideByDefault(
  context: Pick<DecisionContext, 'models' | 'policy' | 'isAvailable'>,
  question: Question,
  { defaultModel, cause }: DefaultRequest,
): Promise<Decision> {
  const wanted = findModel(context.models, defaultModel);
  const rejected: RejectedModel[] = [];
  if (!wanted) rejected.push({ modelName: defaultModel, reason: 'no model of this name is known' });
  for (const model of wanted ? [wanted, embeddedModel] : [embeddedModel]) {
    const cost = worstCaseCost(model, undefined);
    const problem = await problemOf(model, context, question);
    if (problem !== undefined) {
      rejected.push({ modelName: model.name, reason: problem });
      continue;
    }
    const [missed] = rejected;
    const reason = missed
      ? `In place of ${missed.modelName}, the default, which cannot be used: ${missed.reason}. It was asked for because ${cause}.`
      : `The default, because ${cause}.`;
    return {
      model,
      cost,
      complexity: undefined,
      reason,
      rejected,
      kind: 'default',
      replaced: missed?.modelName,
    };
  }
  const reasons = rejected.map(({ modelName, reason }) => `${modelName}: ${reason}`).join('; ');
  throw new ModelSelectionError(`No model can be used, because ${cause} (${reasons}).`);
}

async function problemOf(
  model: ModelConfig,
  { policy, isAvailable }: Pick<DecisionContext, 'policy' | 'isAvailable'>,
  { task, readBudget }: Question,
): Promise<string | undefined> {
  const permission = permissionOf(model, policy);
  if (!permission.ok) return permission.reason;
  const availability = isAvailable(model, task);
  if (!availability.ok) return availability.reason;
  const [refusal] = await refusalsOf([{ model, cost: worstCaseCost(model, undefined) }], readBudget);
  return refusal?.reason;
}
