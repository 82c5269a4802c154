import { isAbortError } from '../../base/abort';
import type { Clock } from '../../base/clock';
import { AppError, describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { AgentId, AgentType } from '../agents/agentId';
import type { BudgetStatus } from '../cost/budget';
import type { CostTracker } from '../cost/costTracker';
import type { SharedMemory } from '../cost/sharedMemory';
import { BudgetExceededError, ModelSelectionError } from '../errors';
import type { EventBus } from '../events/eventBus';
import type { QETask } from '../fleet/task';
import type { ComplexityAnalyzer } from './complexityAnalyzer';
import { decideByDefault } from './defaultDecision';
import { decideEscalation } from './escalation';
import { explainRouting, type RoutingExplanation } from './explainRouting';
import { isExploring } from './exploration';
import type { Availability, ModelAvailability } from './modelAvailability';
import type { ModelConfig } from './modelConfig';
import type { ModelSelection } from './modelSelection';
import type { ModelStatistics } from './modelStatistics';
import { ProviderHealth } from './providerHealth';
import type { RoutedWork } from './routedWork';
import { type Decision, type DecisionContext, decide, type Question } from './routingDecision';
import { openPolicy, type RoutingPolicy } from './routingPolicy';
import { RoutingRecords } from './routingRecords';
import { type StartTier, startTierOf, trialTierOf } from './startTier';
import { SuccessRecords } from './successRecords';
import { TaskMemory } from './taskMemory';
import { worstCaseFigure } from './worstCase';

export interface ModelRouterOptions {
  /** What `modelsFrom` made of the settings. */
  readonly models: readonly ModelConfig[];
  /** Name of the model for tasks of which selecting fails. */
  readonly defaultModel: string;
  /** What `policyFrom` made of the settings; left out: no rules, and all models may be used and paid for. */
  readonly policy?: RoutingPolicy;
  readonly analyzer: Pick<ComplexityAnalyzer, 'analyze'>;
  readonly costs: CostTracker;
  readonly isAvailable: ModelAvailability;
  readonly memoryStore: SharedMemory;
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Decides which model does a task. A forced model comes first, then that of the first rule that fits (`routingDecision.ts`);
 * else, of the models that are permitted, adequate, available, big enough and within every budget, the one that costs least at
 * most; equal ones by name. Each selection says why in a sentence, and why not the others.
 *
 * The embedded engine is the last resort: it is free, sends nothing anywhere, and writes tests first for every task even when a
 * language model was selected to add more. So a key alone changes nothing. A language model that costs money is selected only
 * where the user's own settings allow to spend: a budget is set, or `routing.models`, `routing.allowedModels` or
 * `routing.forcedModel` names it (`routingPolicy.ts`). Local models cost nothing and need no such permission.
 *
 * A provider that fails is left alone for a while (`providerHealth.ts`), and a task never goes back to a provider that failed at
 * it. What models achieved in a repository moves the tier they are started on (`startTier.ts`).
 */
export class ModelRouter {
  private readonly policy: RoutingPolicy;
  private readonly context: DecisionContext;
  private readonly records: RoutingRecords;
  private readonly successes: SuccessRecords;
  private readonly health: ProviderHealth;
  private readonly tasks = new TaskMemory();

  constructor(private readonly options: ModelRouterOptions) {
    const { models, policy = openPolicy, analyzer, memoryStore, logger, clock } = options;
    this.policy = policy;
    this.records = new RoutingRecords({ memory: memoryStore, logger, clock });
    this.successes = new SuccessRecords(memoryStore, logger);
    this.health = new ProviderHealth({ clock });
    this.context = {
      models,
      policy,
      analyzer,
      isAvailable: (model, task) => this.availabilityOf(model, task),
      startTierOf: (model, task) => this.startTierOf(model, task),
    };
  }

  get models(): readonly ModelConfig[] {
    return this.options.models;
  }

  /**
   * The model for the task. When choosing fails for any reason but the budget, the default model. The record of it is written
   * in the background (`flush`).
   * @throws BudgetExceededError when every model that could do the task costs more than a budget leaves;
   * ModelSelectionError when choosing fails and the default cannot be used either; AbortError
   */
  async selectModel(task: QETask, agentId?: AgentId): Promise<ModelSelection> {
    this.tasks.noteAgent(task.id, agentId);
    const question = this.questionOf(task);
    await this.successes.load();
    try {
      return this.announce(task, await this.claim(() => decide(this.context, question)));
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.report(task, error);
      if (error instanceof BudgetExceededError) throw error;
      const cause = `selecting failed (${describeError(error)})`;
      return this.announce(task, await this.decideByDefault(question, cause));
    }
  }

  /**
   * The model that does the task now that the provider of the selected one has failed at it: chosen like the first one, of the
   * providers that have not failed at this task. Counts the failure as `reportFailure` does.
   * @throws ModelSelectionError when no other model is left; BudgetExceededError; the given error when it is a cancellation or
   * about a budget, because no other model would change that
   */
  async selectFallback(task: QETask, failed: ModelSelection, error: unknown): Promise<ModelSelection> {
    if (isAbortError(error) || error instanceof BudgetExceededError) throw error;
    const { modelName, modelConfig, complexity } = failed;
    this.reportFailure(modelConfig, error);
    this.tasks.noteFailure(task.id, modelConfig.provider);
    const question = { ...this.questionOf(task), complexity };
    const failure = `${modelName}, which failed (${phraseOf(error)})`;
    try {
      const decision = await this.claim(() => decide(this.context, question));
      const reason = `In place of ${failure}. ${decision.reason}`;
      return this.announce(task, { ...decision, reason, kind: 'fallback', replaced: modelName });
    } catch (other) {
      if (isAbortError(other)) throw other;
      this.report(task, other);
      if (other instanceof BudgetExceededError) throw other;
      throw new ModelSelectionError(
        `No other model can take the place of ${failure}: ${describeError(other)}`,
        {
          cause: error,
        },
      );
    }
  }

  /**
   * A model one tier stronger for a task whose result did not hold by an objective check; undefined when there is none to be
   * had. Records the failure (`recordOutcome`).
   * @param failure what the check found, as one phrase
   */
  async escalate(task: QETask, weak: ModelSelection, failure: string): Promise<ModelSelection | undefined> {
    this.recordOutcome(task, weak, false);
    const { modelConfig: from, complexity } = weak;
    if (!complexity) return undefined;
    const request = { from, complexity, failure };
    const isClaimed = (decision: Decision | undefined) => !decision || this.health.tryClaim(decision.model);
    const escalate = () => decideEscalation(this.context, this.questionOf(task), request);
    const decision = await untilClaimed(escalate, isClaimed);
    return decision && this.announce(task, decision);
  }

  /**
   * Everything that decides about the task, as it would be decided now. Spends, records and announces nothing.
   * @throws AbortError
   */
  async explain(task: QETask, agentType?: AgentType): Promise<RoutingExplanation> {
    await this.successes.load();
    return await explainRouting(this.context, this.questionOf(task, agentType));
  }

  /** The provider failed at a call. The same error counts once, whoever reports it. */
  reportFailure(model: ModelConfig, error: unknown): void {
    this.health.reportFailure(model, error);
  }

  /** The provider answered a call to the end. */
  reportSuccess(model: ModelConfig): void {
    this.health.reportSuccess(model);
  }

  /** How the task ended with the selected model, by an objective check: did it lead to a result that holds? */
  recordOutcome(
    task: QETask,
    { modelConfig, modelName, complexity }: ModelSelection,
    isSuccess: boolean,
  ): void {
    // The engine needs no record, and without a tier there is nothing to learn from.
    if (modelConfig.provider === 'embedded' || !complexity) return;
    const repository = task.request.workspaceRoot;
    this.successes.add({ repository, taskType: task.type, modelName, tier: complexity.tier, isSuccess });
  }

  /** The model for a task that is not to be judged. @throws ModelSelectionError when neither it nor the engine can be used */
  async getDefaultModelSelection(task: QETask, agentId?: AgentId): Promise<ModelSelection> {
    this.tasks.noteAgent(task.id, agentId);
    const decision = await this.decideByDefault(this.questionOf(task), 'none was selected');
    return this.announce(task, decision, { isRecorded: false });
  }

  /** @throws whatever the memory throws */
  async getModelStats(): Promise<ModelStatistics> {
    return await this.records.statistics();
  }

  getCostTracker(): CostTracker {
    return this.options.costs;
  }

  /** Resolves when all that was selected and recorded is written; what cannot be written is logged. */
  async flush(): Promise<void> {
    await Promise.all([this.records.flush(), this.successes.flush()]);
  }

  private questionOf(task: QETask, agentType = this.tasks.notesOn(task.id).agentId?.type): Question {
    let status: Promise<BudgetStatus> | undefined;
    const readBudget = (): Promise<BudgetStatus> => {
      status ??= this.options.costs.budgetStatus({ runId: task.id, ...(agentType && { agentType }) });
      return status;
    };
    return { task, agentType, readBudget };
  }

  private availabilityOf(model: ModelConfig, task: RoutedWork): Availability {
    const { provider } = model;
    if (this.tasks.notesOn(task.id).failedProviders.has(provider)) {
      return { ok: false, reason: `${provider} failed at this task before` };
    }
    const availability = this.options.isAvailable(model, task);
    return availability.ok ? this.health.availabilityOf(model) : availability;
  }

  private startTierOf(model: ModelConfig, task: RoutedWork): StartTier {
    const about = { repository: task.request.workspaceRoot, taskType: task.type, modelName: model.name };
    const start = startTierOf(model, this.successes.outcomesOf(about));
    return isExploring(task.id, this.policy.exploreRate) ? trialTierOf(model, start) : start;
  }

  private decideByDefault(question: Question, cause: string): Promise<Decision> {
    const { defaultModel } = this.options;
    return this.claim(() => decideByDefault(this.context, question, { defaultModel, cause }));
  }

  private claim(decideNow: () => Promise<Decision>): Promise<Decision> {
    return untilClaimed(decideNow, ({ model }) => this.health.tryClaim(model));
  }

  private announce(
    task: QETask,
    { model, cost, replaced, ...rest }: Decision,
    { isRecorded = true }: { readonly isRecorded?: boolean } = {},
  ): ModelSelection {
    const { agentId } = this.tasks.notesOn(task.id);
    const isReplacement = rest.kind === 'fallback' || (rest.kind === 'default' && replaced !== undefined);
    if (isReplacement) {
      this.options.eventBus.emit('model.fallback', {
        agentId,
        taskId: task.id,
        fromModel: replaced,
        toModel: model.name,
        reason: rest.reason,
      });
    }
    const selection: ModelSelection = {
      modelName: model.name,
      modelConfig: model,
      worstCaseCostMicroUsd: worstCaseFigure(cost),
      taskId: task.id,
      taskType: task.type,
      agentId: agentId?.id ?? 'none',
      ...rest,
    };
    if (isRecorded) this.records.remember(selection);
    return selection;
  }

  private report(task: QETask, error: unknown): void {
    const { logger, eventBus } = this.options;
    const code = error instanceof AppError ? error.code : 'routing-failed';
    const message = describeError(error);
    logger.error('Model selection failed', { taskId: task.id, taskType: task.type, code, error: message });
    eventBus.emit('routing.error', { taskId: task.id, code, message });
  }
}

/** Decides again when another task has taken the trial of a provider in the meantime; then it counts as unavailable. */
async function untilClaimed<D>(decideNow: () => Promise<D>, isClaimed: (decision: D) => boolean): Promise<D> {
  for (;;) {
    const decision = await decideNow();
    if (isClaimed(decision)) return decision;
  }
}

function phraseOf(error: unknown): string {
  return describeError(error).replace(/\.$/, '');
}
