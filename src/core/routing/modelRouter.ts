import { isAbortError } from '../../base/abort';
import type { Clock } from '../../base/clock';
import { AppError, describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { AgentId } from '../agents/agentId';
import type { BudgetStatus } from '../cost/budget';
import type { CostTracker } from '../cost/costTracker';
import type { SharedMemory } from '../cost/sharedMemory';
import { BudgetExceededError, ModelSelectionError } from '../errors';
import type { EventBus } from '../events/eventBus';
import type { QETask } from '../fleet/task';
import type { ComplexityAnalyzer } from './complexityAnalyzer';
import type { ModelAvailability } from './modelAvailability';
import { embeddedModel, findModel, modelCatalog } from './modelCatalog';
import { chooseModel, type ModelChoice, refusalsOf, type SpendRefusal } from './modelChoice';
import type { ModelConfig } from './modelConfig';
import type { ModelSelection, RejectedModel, TaskComplexity } from './modelSelection';
import type { ModelStatistics } from './modelStatistics';
import { RoutingRecords } from './routingRecords';
import { dearerThanChosen, describeFallback, describeRouting } from './selectionText';
import { worstCaseCost, worstCaseFigure } from './worstCase';

export interface ModelRouterOptions {
  /** What `modelsFrom` made of the settings. */
  readonly models: readonly ModelConfig[];
  /** Name of the model for tasks of which selecting fails. */
  readonly defaultModel: string;
  readonly analyzer: Pick<ComplexityAnalyzer, 'analyze'>;
  readonly costs: CostTracker;
  readonly isAvailable: ModelAvailability;
  readonly memoryStore: SharedMemory;
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** What is asked for one selection; the budgets are read at most once for it. */
interface Question {
  readonly task: QETask;
  readonly agentId: AgentId | undefined;
  readonly readBudget: () => Promise<BudgetStatus>;
}

/**
 * Decides which model does a task. Of the models that are adequate for its complexity, available, big enough and within every
 * budget, the one that costs least at most; equal ones by name.
 *
 * The embedded engine is a candidate like any other where it is among the models, as in the catalogue: being free it wins
 * there, so that no money is spent before the user has named the models to spend it on. Where the user has named models, it
 * is their last resort: it does the task when none of them can.
 */
export class ModelRouter {
  private readonly records: RoutingRecords;

  constructor(private readonly options: ModelRouterOptions) {
    const { memoryStore, logger, clock } = options;
    this.records = new RoutingRecords({ memory: memoryStore, logger, clock });
  }

  get models(): readonly ModelConfig[] {
    return this.options.models;
  }

  /**
   * The model for the task. When choosing fails for any reason but the budget, the default model.
   * @throws BudgetExceededError when every model that could do the task costs more than a budget leaves;
   * ModelSelectionError when choosing fails and the default cannot be used either; AbortError
   */
  async selectModel(task: QETask, agentId?: AgentId): Promise<ModelSelection> {
    const question = this.questionOf(task, agentId);
    let selection: ModelSelection;
    try {
      selection = await this.select(question);
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.report(task, error);
      if (error instanceof BudgetExceededError) throw error;
      selection = await this.selectDefault(question, `selecting failed (${describeError(error)})`);
    }
    await this.records.remember(selection);
    return selection;
  }

  /**
   * The model for a task that is not to be judged: the default one, or the embedded engine where that cannot be used. With a
   * budget it has to hold the default model's whole context, because nothing is known of the task.
   * @throws ModelSelectionError when neither can be used
   */
  async getDefaultModelSelection(task: QETask, agentId?: AgentId): Promise<ModelSelection> {
    return await this.selectDefault(this.questionOf(task, agentId), 'none was selected');
  }

  /** @throws whatever the memory throws */
  async getModelStats(): Promise<ModelStatistics> {
    return await this.records.statistics();
  }

  getCostTracker(): CostTracker {
    return this.options.costs;
  }

  private questionOf(task: QETask, agentId: AgentId | undefined): Question {
    let status: Promise<BudgetStatus> | undefined;
    const readBudget = (): Promise<BudgetStatus> => {
      status ??= this.options.costs.budgetStatus();
      return status;
    };
    return { task, agentId, readBudget };
  }

  private async select(question: Question): Promise<ModelSelection> {
    const { models, analyzer, isAvailable } = this.options;
    const { task, readBudget } = question;
    const complexity = await analyzer.analyze(task);
    const choice = await chooseModel({ models, task, complexity, isAvailable, readBudget });
    const [chosen] = choice.candidates;
    if (chosen && chosen === choice.firstChoice) {
      return this.toSelection(question, {
        model: chosen.model,
        cost: chosen.cost,
        complexity,
        reason: describeRouting(choice, complexity),
        rejected: [...dearerThanChosen(choice.candidates), ...choice.rejected],
        kind: 'routed',
      });
    }
    return this.fallBack(question, choice, complexity);
  }

  /** Money is refused for the first choice, or no model that was named can be used. */
  private fallBack(question: Question, choice: ModelChoice, complexity: TaskComplexity): ModelSelection {
    const { models, isAvailable, eventBus } = this.options;
    const { candidates, firstChoice, refusal } = choice;
    const [affordable] = candidates;
    const rejected = [...dearerThanChosen(candidates), ...choice.rejected];
    let model = affordable?.model;
    if (!model) {
      const lastResort = models.includes(embeddedModel)
        ? undefined
        : isAvailable(embeddedModel, question.task);
      if (!lastResort?.ok) throw noModelError(choice, refusal);
      model = embeddedModel;
    }
    const reason = describeFallback(choice, complexity);
    eventBus.emit('model.fallback', {
      agentId: question.agentId,
      taskId: question.task.id,
      fromModel: firstChoice?.model.name,
      toModel: model.name,
      reason,
    });
    return this.toSelection(question, {
      model,
      cost: affordable?.cost ?? 0,
      complexity,
      reason,
      rejected,
      kind: 'fallback',
    });
  }

  private async selectDefault(question: Question, cause: string): Promise<ModelSelection> {
    const { models, defaultModel, isAvailable, eventBus } = this.options;
    const { task, agentId, readBudget } = question;
    const wanted = findModel(models, defaultModel) ?? findModel(modelCatalog, defaultModel);
    const rejected: RejectedModel[] = [];
    if (!wanted) rejected.push({ modelName: defaultModel, reason: 'no model of this name is known' });
    for (const model of wanted ? [wanted, embeddedModel] : [embeddedModel]) {
      const cost = worstCaseCost(model, undefined);
      const availability = isAvailable(model, task);
      const refusal = availability.ok ? (await refusalsOf([{ model, cost }], readBudget))[0] : availability;
      if (refusal) {
        rejected.push({ modelName: model.name, reason: refusal.reason });
        continue;
      }
      const [missed] = rejected;
      const reason = missed
        ? `In place of ${missed.modelName}, the default, which cannot be used: ${missed.reason}. It was asked for because ${cause}.`
        : `The default, because ${cause}.`;
      if (missed) {
        const fromModel = missed.modelName;
        eventBus.emit('model.fallback', { agentId, taskId: task.id, fromModel, toModel: model.name, reason });
      }
      return this.toSelection(question, {
        model,
        cost,
        complexity: undefined,
        reason,
        rejected,
        kind: 'default',
      });
    }
    const reasons = rejected.map(({ modelName, reason }) => `${modelName}: ${reason}`).join('; ');
    throw new ModelSelectionError(`No model can be used, because ${cause} (${reasons}).`);
  }

  private toSelection({ task, agentId }: Question, { model, cost, ...rest }: Decision): ModelSelection {
    return {
      modelName: model.name,
      modelConfig: model,
      worstCaseCostMicroUsd: worstCaseFigure(cost),
      taskId: task.id,
      taskType: task.type,
      agentId: agentId?.id ?? 'none',
      ...rest,
    };
  }

  private report(task: QETask, error: unknown): void {
    const { logger, eventBus } = this.options;
    const code = error instanceof AppError ? error.code : 'routing-failed';
    const message = describeError(error);
    logger.error('Model selection failed', { taskId: task.id, taskType: task.type, code, error: message });
    eventBus.emit('routing.error', { taskId: task.id, code, message });
  }
}

interface Decision extends Pick<ModelSelection, 'complexity' | 'reason' | 'rejected' | 'kind'> {
  readonly model: ModelConfig;
  readonly cost: number | undefined;
}

function noModelError(
  { rejected }: ModelChoice,
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
      hint: `Raise agenticQe.routing.costTracking.budgetLimits.${budgetType}, or wait until the budget resets.`,
    },
  );
}
