import type { FleetConfig } from '../config/fleetConfig';
import type { Availability } from './modelAvailability';
import type { ModelConfig } from './modelConfig';
import type { RoutingRule } from './routingRule';

/** What the user's settings say about the choice of a model, beyond the models themselves. */
export interface RoutingPolicy {
  /** The only language model that is to be used; undefined: choose. */
  readonly forcedModel: string | undefined;
  /** The first that fits a task names its model. */
  readonly rules: readonly RoutingRule[];
  /** Names of the language models that may be used; empty: all. */
  readonly allowedModels: readonly string[];
  /** Share of tasks, 0 to 1, that a model one tier too weak is tried on. */
  readonly exploreRate: number;
  /** Has the user said that money may be spent on the model? */
  readonly isSpendingAllowed: (model: ModelConfig) => boolean;
}

/** No rules, and all models may be used and paid for: for whoever names the models himself. */
export const openPolicy: RoutingPolicy = {
  forcedModel: undefined,
  rules: [],
  allowedModels: [],
  exploreRate: 0,
  isSpendingAllowed: () => true,
};

/**
 * The policy of the settings. A key alone is no permission to spend: a model that costs money is used only when a budget is set,
 * or when the user's own settings name it in `routing.models`, `routing.allowedModels` or `routing.forcedModel`. A rule is no
 * permission either, because a workspace can bring rules, and whoever wrote it must not decide what its reader spends.
 */
export function policyFrom(routing: FleetConfig['routing']): RoutingPolicy {
  const { forcedModel, rules, allowedModels, exploreRate, models, costTracking } = routing;
  const hasBudget =
    costTracking.enabled && Object.values(costTracking.budgetLimits).some((limit) => (limit ?? 0) > 0);
  const named = [...models.map(({ name }) => name), ...allowedModels, forcedModel];
  return {
    forcedModel: forcedModel || undefined,
    rules,
    allowedModels,
    exploreRate,
    isSpendingAllowed: (model) => hasBudget || named.some((name) => isNamed(model, name)),
  };
}

/** Whether the settings let the model be used at all; the embedded engine always may, since it costs nothing and sends nothing. */
export function permissionOf(
  model: ModelConfig,
  { allowedModels, isSpendingAllowed }: RoutingPolicy,
): Availability {
  if (model.provider === 'embedded') return { ok: true };
  if (allowedModels.length > 0 && !allowedModels.some((name) => isNamed(model, name))) {
    return { ok: false, reason: 'it is not among the allowed models' };
  }
  if (isFree(model) || isSpendingAllowed(model)) return { ok: true };
  return {
    ok: false,
    reason: 'no budget is set, and neither routing.models nor routing.allowedModels names it',
  };
}

function isNamed(model: ModelConfig, name: string): boolean {
  return model.name === name || model.aliases.includes(name);
}

function isFree({ prices }: ModelConfig): boolean {
  return prices !== undefined && Object.values(prices).every((price) => price === 0);
}
