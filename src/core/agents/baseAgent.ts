import { isAbortError } from '../../base/abort';
import type { Clock } from '../../base/clock';
import { AppError, describeError } from '../../base/error';
import type { EventBus } from '../events/eventBus';

export type AgentType = 'test-generator';
export type AgentStatus = 'idle' | 'active' | 'terminated';

export interface AgentContext {
  readonly events: EventBus;
  readonly clock: Clock;
}

/** A task as agents see it. */
export interface QETask<Payload> {
  readonly id: string;
  readonly type: string;
  readonly payload: Payload;
}

/** One worker of the fleet: performs tasks of its kind one at a time and announces their start and end on the bus. */
export abstract class BaseAgent<Payload, Result> {
  abstract readonly type: AgentType;
  private currentStatus: AgentStatus = 'idle';

  constructor(
    readonly id: string,
    protected readonly context: AgentContext,
  ) {}

  get status(): AgentStatus {
    return this.currentStatus;
  }

  /** Performs the task. @throws whatever `performTaskImpl` throws, AbortError on cancellation. */
  async performTask(task: QETask<Payload>, signal: AbortSignal): Promise<Result> {
    const { events } = this.context;
    this.currentStatus = 'active';
    events.emit('task.started', { taskId: task.id, agentId: this.id, taskType: task.type });
    try {
      const result = await this.performTaskImpl(task, signal);
      events.emit('task.completed', { taskId: task.id, agentId: this.id });
      return result;
    } catch (error) {
      const code = error instanceof AppError ? error.code : isAbortError(error) ? 'cancelled' : 'internal';
      events.emit('task.failed', { taskId: task.id, agentId: this.id, code, message: describeError(error) });
      throw error;
    } finally {
      this.currentStatus = 'idle';
    }
  }

  terminate(): void {
    this.currentStatus = 'terminated';
  }

  protected abstract performTaskImpl(task: QETask<Payload>, signal: AbortSignal): Promise<Result>;
}
