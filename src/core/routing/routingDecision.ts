import type { AgentType } from '../agents/agentId';
import type { BudgetStatus } from '../cost/budget';
import { budgetSettingOf } from '../cost/budgets';
import { BudgetExceededError, ModelSelectionError } from '../errors';
import type { ComplexityAnalyzer } from './complexityAnalyzer';
import type { ModelAvailability } from './modelAvailability';
import { embeddedModel } from './modelCatalog';
import {
  type Candidate,
  chooseModel,
  describeRoom,
  type ModelChoice,
  refusalsOf,
  type SpendRefusal,
} from './modelChoice';
import type { ModelConfig } from './modelConfig';
import type { ModelSelection, RejectedModel, TaskComplexity } from './modelSelection';
import type { RoutedWork } from './routedWork';
import { permissionOf, type RoutingPolicy } from './routingPolicy';
import { dearerThanChosen, describeFallback, describeRouting, describeStart } from './selectionText';
import type { StartTier } from './startTier';
import { findWantedModel, type WantedModel } from './wantedModel';
import { isRoomFor, sizeOf, worstCaseCost } from './worstCase';

/** What a decision follows from, besides the task. Nothing in it is changed by deciding. */
export interface DecisionContext {
  readonly models: readonly ModelConfig[];
  readonly policy: RoutingPolicy;
  readonly analyzer: Pick<ComplexityAnalyzer, 'analyze'>;
  readonly isAvailable: ModelAvailability;
  readonly startTierOf: (model: ModelConfig, task: RoutedWork) => StartTier;
}

/** What is asked for one decision. */
export interface Question {
  readonly task: RoutedWork;
  readonly agentType: AgentType | undefined;
  /** Reads the budgets at most once. @throws LedgerError */
  readonly readBudget: () => Promise<BudgetStatus>;
  /** When it is known already. */
  readonly complexity?: TaskComplexity | undefined;
}

/** Which model is to do a task, before anybody is told. */
export interface Decision extends Pick<ModelSelection, 'complexity' | 'reason' | 'rejected' | 'kind'> {
  readonly model: ModelConfig;
  readonly cost: number | undefined;
  /** With `kind` fallback: the first choice, if there was one. */
  readonly replaced: string | undefined;
}

/**
 * The forced model, else that of the first rule that fits, else the cheapest adequate one. A rule's model that cannot be used
 * is replaced by the cheapest adequate one, a forced one by the embedded engine only.
 * @throws BudgetExceededError when only a budget stands in the way; ModelSelectionError; whatever measuring the sources throws
 */
export async function decide(context: DecisionContext, question: Question): Promise<Decision> {
  const wanted = findWantedModel(context.models, context.policy, question);
  if (!wanted) {
    const complexity = question.complexity ?? (await context.analyzer.analyze(question.task));
    return chooseCheapest(context, question, complexity);
  }
  const analysis = await analyzeFor(context, question);
  const { complexity } = analysis;
  const problem = await problemOf(wanted, { context, question, complexity });
  if (wanted.model && !problem) {
    const cost = worstCaseCost(wanted.model, complexity && sizeOf(complexity.inputs));
    const reason = `${wanted.name}, because ${wanted.origin} names it.`;
    return {
      model: wanted.model,
      cost,
      complexity,
      reason,
      rejected: [],
      kind: 'routed',
      replaced: undefined,
    };
  }
  const reason = problem?.reason ?? unknownModel;
  const inPlace = `In place of ${wanted.name}, which ${wanted.origin} names, because ${reason}.`;
  const missed: RejectedModel = { modelName: wanted.name, reason };
  if (wanted.source === 'forced') {
    if (!context.isAvailable(embeddedModel, question.task).ok) throw noModelError([missed], problem?.refusal);
    return {
      model: embeddedModel,
      cost: 0,
      complexity,
      reason: inPlace,
      rejected: [missed],
      kind: 'fallback',
      replaced: wanted.name,
    };
  }
  if (!complexity) throw analysis.error;
  const next = await chooseCheapest(context, question, complexity);
  const rejected = [missed, ...next.rejected.filter(({ modelName }) => modelName !== wanted.name)];
  return { ...next, reason: `${inPlace} ${next.reason}`, rejected, kind: 'fallback', replaced: wanted.name };
}

const unknownModel = 'no model of this name is known';

/** The choice among the models, whatever the settings name for the task. @throws LedgerError for nothing: it refuses paid models */
export async function chooseAmong(
  { models, policy, isAvailable, startTierOf }: DecisionContext,
  { task, readBudget }: Question,
  complexity: TaskComplexity,
): Promise<ModelChoice> {
  return await chooseModel({
    models,
    task,
    complexity,
    isAvailable,
    readBudget,
    isPermitted: (model) => permissionOf(model, policy),
    startTierOf: (model) => startTierOf(model, task),
  });
}

async function chooseCheapest(
  context: DecisionContext,
  question: Question,
  complexity: TaskComplexity,
): Promise<Decision> {
  const choice = await chooseAmong(context, question, complexity);
  const { candidates, firstChoice, refusal } = choice;
  const [chosen] = candidates;
  const rejected = [...dearerThanChosen(candidates), ...choice.rejected];
  if (chosen && chosen === firstChoice) {
    const note = describeStart(chosen.model, context.startTierOf(chosen.model, question.task), complexity);
    const reason = describeRouting(choice, complexity) + note;
    return { ...chosen, complexity, reason, rejected, kind: 'routed', replaced: undefined };
  }
  const next = chosen ?? lastResort(context, question.task);
  if (!next) throw noModelError(rejected, refusal);
  const reason = describeFallback(choice, complexity);
  return { ...next, complexity, reason, rejected, kind: 'fallback', replaced: firstChoice?.model.name };
}

/** The embedded engine where the user has named other models. */
function lastResort({ models, isAvailable }: DecisionContext, task: RoutedWork): Candidate | undefined {
  if (models.includes(embeddedModel) || !isAvailable(embeddedModel, task).ok) return undefined;
  return { model: embeddedModel, cost: 0 };
}

/** A named model can be used for what cannot be measured, too; then nothing is known of the size. */
async function analyzeFor({ analyzer }: DecisionContext, { task, complexity }: Question) {
  if (complexity) return { complexity };
  try {
    return { complexity: await analyzer.analyze(task) };
  } catch (error) {
    if (!(error instanceof ModelSelectionError)) throw error;
    return { complexity: undefined, error };
  }
}

interface WantedFor {
  readonly context: DecisionContext;
  readonly question: Question;
  readonly complexity: TaskComplexity | undefined;
}

/** Why the model that the settings name cannot be used. Its tier is no reason: whoever names it has judged that. */
async function problemOf(
  { model }: WantedModel,
  { context, question, complexity }: WantedFor,
): Promise<{ readonly reason: string; readonly refusal?: SpendRefusal } | undefined> {
  if (!model) return { reason: unknownModel };
  const permission = permissionOf(model, context.policy);
  if (!permission.ok) return permission;
  const size = complexity && sizeOf(complexity.inputs);
  if (size && !isRoomFor(size, model)) return { reason: describeRoom(model) };
  const availability = context.isAvailable(model, question.task);
  if (!availability.ok) return availability;
  const cost = worstCaseCost(model, size);
  const [refusal] = await refusalsOf([{ model, cost }], question.readBudget);
  return refusal && { reason: refusal.reason, refusal };
}

function noModelError(
  rejected: readonly RejectedModel[],
  refusal: SpendRefusal | undefined,
): BudgetExceededError | ModelSelectionError {
  if (!refusal?.window) {
    const reasons = rejected.map(({ modelName, reason }) => `${modelName}: ${reason}`).join('; ');
    return new ModelSelectionError(`No model can be used for the task (${reasons}).`);
  }
  const { budgetType, spentMicroUsd, limitMicroUsd = 0, resetsAtMs } = refusal.window;
  return new BudgetExceededError(
    `No model can be used for the task: ${refusal.modelName} is out of reach, because ${refusal.reason}.`,
    { budgetType, current: spentMicroUsd, limit: limitMicroUsd, resetsAtMs },
    {
      hint: `Raise agenticQe.routing.costTracking.budgetLimits.${budgetSettingOf(budgetType)}, or wait until the budget resets.`,
    },
  );
}
