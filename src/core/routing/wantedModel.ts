import type { AgentType } from '../agents/agentId';
import type { QETask } from '../fleet/task';
import { findModel, knownModels } from './modelCatalog';
import type { ModelConfig } from './modelConfig';
import type { RoutingPolicy } from './routingPolicy';
import { describeRule, findRule } from './routingRule';

/** The model that the settings name for a task. */
export interface WantedModel {
  readonly name: string;
  /** Undefined: no model of this name is known. */
  readonly model: ModelConfig | undefined;
  /** `forced`: nothing else is to be used; `rule`: another one may take its place. */
  readonly source: 'forced' | 'rule';
  /** Who names it, in the words of the settings: `rule 2 (src/**)`. */
  readonly origin: string;
}

/** The forced model, else that of the first rule that fits, else none: then it is to be chosen. */
export function findWantedModel(
  models: readonly ModelConfig[],
  { forcedModel, rules }: RoutingPolicy,
  { task, agentType }: { readonly task: QETask; readonly agentType: AgentType | undefined },
): WantedModel | undefined {
  if (forcedModel !== undefined) {
    return { ...lookUp(models, forcedModel), source: 'forced', origin: 'routing.forcedModel' };
  }
  const matched = findRule(rules, task, agentType);
  return matched && { ...lookUp(models, matched.rule.model), source: 'rule', origin: describeRule(matched) };
}

function lookUp(models: readonly ModelConfig[], name: string): Pick<WantedModel, 'name' | 'model'> {
  return { name, model: findModel(models, name) ?? findModel(knownModels, name) };
}
