import { AbortError, isAbortError, onAbort } from '../../base/abort';
import { AppError, describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { SetTimer } from '../../base/timer';
import type { BaseAgent } from '../agents/baseAgent';
import { changesWorkspace } from '../agents/streamTask';
import type { EmitPart } from '../agents/taskWork';
import type { FeatureFlags } from '../config/featureFlags';
import { FleetError } from '../errors';
import type { EventBus } from '../events/eventBus';
import type { EventMap } from '../events/eventMap';
import type { RunPart } from '../streaming/runPart';
import type { StreamManager } from '../streaming/streamManager';
import type { QETask, TaskSummary } from './task';
import { TaskAttempt } from './taskAttempt';

/** A task is given to this many agents, one after the other, when they crash. */
const maxAttempts = 2;

export interface TaskExecutionOptions {
  readonly task: QETask;
  readonly features: FeatureFlags;
  /** Aborted when the user cancels. */
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number;
  readonly streams: StreamManager;
  readonly events: EventBus;
  readonly logger: Logger;
  readonly setTimer: SetTimer;
  readonly acquireAgent: () => Promise<BaseAgent>;
  /** Called with the agent that is about to work. */
  readonly onAgent: (agent: BaseAgent) => void;
  readonly releaseAgent: (agent: BaseAgent, isCrashed: boolean) => Promise<void>;
}

type AttemptOutcome =
  | { readonly status: 'completed'; readonly summary: TaskSummary }
  | { readonly status: 'retry' | 'failed'; readonly error: unknown };

/** One task from its start to its end: which agents try it, how long, and what the bus hears of it. */
export class TaskExecution {
  private readonly stopped = new AbortController();
  private attempt: TaskAttempt | undefined;
  private hasChangedWorkspace = false;
  private lastAgentId: string | undefined;

  constructor(private readonly options: TaskExecutionOptions) {}

  /** @throws AbortError when cancelled; FleetError `task-timed-out`; otherwise whatever the work throws */
  async perform(): Promise<TaskSummary> {
    const { signal, timeoutSeconds, setTimer } = this.options;
    const cancelled = onAbort(signal, () => this.stop(new AbortError()));
    const timer = setTimer(() => this.stop(timeoutError(timeoutSeconds)), timeoutSeconds * 1000);
    try {
      const summary = await this.tryAgents();
      this.announce('task.completed', {});
      return summary;
    } catch (error) {
      // On every way out, also when no second agent could be made: a task that has started ends once for all who listen.
      const code = error instanceof AppError ? error.code : isAbortError(error) ? 'cancelled' : 'internal';
      this.announce('task.failed', { code, message: describeError(error) });
      throw error;
    } finally {
      timer.dispose();
      cancelled.dispose();
    }
  }

  get taskId(): string {
    return this.options.task.id;
  }

  private stop(reason: unknown): void {
    this.stopped.abort(reason);
  }

  /** The agent at work counts as crashed. */
  giveUpOnAgent(reason: FleetError): void {
    this.attempt?.stop(reason);
  }

  private async tryAgents(): Promise<TaskSummary> {
    for (let number = 1; ; number++) {
      const outcome = await this.tryOnce(number);
      if (outcome.status === 'completed') return outcome.summary;
      if (outcome.status === 'failed') throw outcome.error;
      this.options.streams.emit(this.options.task.id, {
        type: 'restart',
        attempt: number + 1,
        reason: `The agent failed (${describeError(outcome.error)}); another one begins again.`,
      });
    }
  }

  /** Nothing for a task of which nobody has heard that it started. */
  private announce<N extends 'task.completed' | 'task.failed'>(
    name: N,
    rest: Omit<EventMap[N], 'taskId' | 'taskType' | 'agentId'>,
  ): void {
    const { task, events } = this.options;
    if (this.lastAgentId === undefined) return;
    events.emit(name, {
      taskId: task.id,
      taskType: task.type,
      agentId: this.lastAgentId,
      ...rest,
    } as EventMap[N]);
  }

  private async tryOnce(number: number): Promise<AttemptOutcome> {
    const { task, events, streams, acquireAgent, onAgent, releaseAgent } = this.options;
    const agent = await acquireAgent();
    const { id: agentId, type: agentType } = agent.agentId;
    const emit = (part: RunPart): void => streams.emit(task.id, part);
    this.lastAgentId = agentId;
    onAgent(agent);
    emit({ type: 'agent-start', agentId, agentType });
    if (number === 1) events.emit('task.started', { taskId: task.id, agentId, taskType: task.type });
    this.attempt = new TaskAttempt({
      ...this.options,
      agent,
      signal: this.stopped.signal,
      emit: this.emitter(),
    });
    let isCrash = false;
    try {
      const summary = await this.attempt.perform();
      emit({ type: 'agent-end', agentId, outcome: 'completed' });
      return { status: 'completed', summary };
    } catch (error) {
      const isCancelled = isAbortError(error);
      isCrash = !isCancelled && isCrashOf(error);
      const isRetried = isCrash && number < maxAttempts && !this.hasChangedWorkspace;
      emit({ type: 'agent-end', agentId, outcome: isCancelled ? 'cancelled' : 'failed' });
      if (isCrash) {
        const code = error instanceof AppError ? error.code : 'internal';
        events.emit('agent.error', {
          agentId: agent.agentId,
          taskId: task.id,
          code,
          message: describeError(error),
        });
      }
      return { status: isRetried ? 'retry' : 'failed', error };
    } finally {
      await releaseAgent(agent, isCrash);
    }
  }

  private emitter(): EmitPart {
    const { features, streams, task } = this.options;
    const emit: EmitPart = features.streaming
      ? (part) => streams.write(task.id, part, this.stopped.signal)
      : (part) => streams.emit(task.id, part);
    return (part) => {
      this.hasChangedWorkspace ||= changesWorkspace(part);
      return emit(part);
    };
  }
}

/** Anything but a failure that tasks are expected to have. */
function isCrashOf(error: unknown): boolean {
  return !(error instanceof AppError) || error.code === 'agent-unresponsive' || error.code === 'internal';
}

function timeoutError(timeoutSeconds: number): FleetError {
  return new FleetError('task-timed-out', `The run was stopped after ${timeoutSeconds} s.`, {
    hint: 'Raise agenticQe.fleet.taskTimeoutSeconds or choose fewer files.',
  });
}
