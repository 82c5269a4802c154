import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { BudgetExceededError } from '../errors';
import { measured } from '../figure';
import type { QETask } from '../fleet/task';
import type { ModelConfig } from '../routing/modelConfig';
import type { ModelRouter } from '../routing/modelRouter';
import type { ModelSelection } from '../routing/modelSelection';
import type { AgentId } from './agentId';

export interface SelectTaskModelOptions {
  readonly agentId: AgentId;
  readonly modelRouter: ModelRouter;
  /** Does the task when the router itself fails; free. */
  readonly defaultModel: ModelConfig;
  readonly logger: Logger;
}

/** The router's choice for the task, or the default model when the router fails. @throws BudgetExceededError */
export async function selectTaskModel(
  task: QETask,
  { agentId, modelRouter, defaultModel, logger }: SelectTaskModelOptions,
): Promise<ModelSelection> {
  try {
    const selection = await modelRouter.selectModel(task, agentId);
    logger.info('Model selected by router', {
      agentId: agentId.id,
      taskType: task.type,
      selectedModel: selection.modelName,
      complexity: selection.complexity?.overall,
      reason: selection.reason,
    });
    return selection;
  } catch (error) {
    if (error instanceof BudgetExceededError) throw error;
    const reason = describeError(error);
    logger.error('Model selection failed, using default', { agentId: agentId.id, error: reason });
    return {
      modelName: defaultModel.name,
      modelConfig: defaultModel,
      complexity: undefined,
      reason: `The default, because selecting a model failed: ${reason}`,
      rejected: [],
      worstCaseCostMicroUsd: measured(0),
      kind: 'default',
      taskId: task.id,
      taskType: task.type,
      agentId: agentId.id,
    };
  }
}
