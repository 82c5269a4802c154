import type { EnhancedAgentConfig } from '../agents/agentConfig';
import type { AgentId } from '../agents/agentId';
import type { BudgetStatus, BudgetWindow } from '../cost/budget';
import type { LedgerRow } from '../cost/ledgerStore';
import type { MicroUsd } from '../cost/money';
import type { TaskType } from '../fleet/task';
import type { ModelSelection } from '../routing/modelSelection';
import type {
  ProgressInfo,
  StreamChunk,
  StreamFailure,
  StreamMetadata,
  StreamResult,
} from '../streaming/streamChunk';

/** Events of the fleet by name (spec 7.1); the payload is what every handler of the name receives. None carries a secret. */
export interface EventMap {
  'agent:spawned': {
    readonly agentId: string;
    readonly type: AgentId['type'];
    readonly config: EnhancedAgentConfig;
  };
  'agent.initialized': { readonly agentId: AgentId };
  /** An agent failed in a way no task should; it has been replaced. */
  'agent.error': {
    readonly agentId: AgentId;
    readonly taskId?: string;
    readonly code: string;
    readonly message: string;
  };
  /** A sign that the fleet looks after its agents: sent every `fleet.heartbeatIntervalSeconds` for each of them. */
  'agent.heartbeat': { readonly agentId: AgentId; readonly status: string; readonly silentForMs: number };
  'agent.terminated': { readonly agentId: AgentId };
  'task.started': { readonly taskId: string; readonly agentId: string; readonly taskType: TaskType };
  'task.completed': { readonly taskId: string; readonly agentId: string; readonly taskType: TaskType };
  'task.failed': {
    readonly taskId: string;
    readonly agentId: string;
    readonly taskType: TaskType;
    readonly code: string;
    readonly message: string;
  };

  /** From the agent, for its task (spec 3.2). */
  'task.stream.start': TaskStreamEvent & { readonly metadata: StreamMetadata };
  'task.stream.chunk': TaskStreamEvent & { readonly chunk: StreamChunk };
  'task.stream.complete': TaskStreamEvent & { readonly result: StreamResult };

  'model.selected': {
    readonly agentId: AgentId;
    readonly taskId: string;
    readonly selection: ModelSelection;
    /** What choosing took. */
    readonly durationMs: number;
  };
  /** Another model than the first choice does the task. */
  'model.fallback': {
    readonly agentId: AgentId | undefined;
    readonly taskId: string;
    readonly fromModel: string | undefined;
    readonly toModel: string;
    readonly reason: string;
  };
  'routing.error': { readonly taskId: string; readonly code: string; readonly message: string };

  'cost.tracked': {
    readonly entry: LedgerRow;
    /** Spend of today, in micro-dollars, this entry included. */
    readonly dailyTotal: MicroUsd;
    readonly budgetStatus: BudgetStatus;
  };
  /** The spend of a window has reached the fraction at which the user wants to know; once per window. */
  'cost.budget.warning': { readonly window: BudgetWindow; readonly threshold: number };
  /** The spend of a window has reached its limit; once per window. */
  'cost.budget.exceeded': { readonly window: BudgetWindow };

  /** From the StreamManager, for every stream (spec 7.1). */
  'stream.start': StreamEvent & { readonly metadata: StreamMetadata };
  'stream.chunk': StreamEvent & { readonly chunk: StreamChunk };
  /** `bufferUtilization` in [0, 1]. */
  'stream.progress': StreamEvent & { readonly progress: ProgressInfo; readonly bufferUtilization: number };
  'stream.error': StreamEvent & { readonly failure: StreamFailure };
  'stream.complete': StreamEvent & { readonly result: StreamResult };
}

interface TaskStreamEvent {
  readonly agentId: AgentId;
  readonly taskId: string;
}

interface StreamEvent {
  readonly agentId: AgentId;
  readonly streamId: string;
}

export type EventName = keyof EventMap;
