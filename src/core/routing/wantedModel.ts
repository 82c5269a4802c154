import type { AgentType } from '../agents/agentId';
import { findModel, knownModels } from './modelCatalog';
import type { ModelConfig } from './modelConfig';
import type { RoutedWork } from './routedWork';
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
  { task, agentType }: { readonly task: RoutedWork; readonly agentType: AgentType | undefined },
): WantedModel | undefined {
  if (forcedModel !== undefined) {
    // The user's own word: also a model that is not among those to choose from.
    const model = findModel(models, forcedModel) ?? findModel(knownModels, forcedModel);
    return { name: forcedModel, model, source: 'forced', origin: 'routing.forcedModel' };
  }
  const matched = findRule(rules, task, agentType);
  if (!matched) return undefined;
  // A rule may come with a repository: it chooses among the user's models and adds none.
  const name = matched.rule.model;
  return { name, model: findModel(models, name), source: 'rule', origin: describeRule(matched) };
}
