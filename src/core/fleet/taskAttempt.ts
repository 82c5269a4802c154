import { AbortError, onAbort } from '../../base/abort';
import type { Disposable } from '../../base/disposable';
import type { SetTimer } from '../../base/timer';
import type { BaseAgent } from '../agents/baseAgent';
import type { EmitPart } from '../agents/taskWork';
import type { QETask, TaskSummary } from './task';

/** Work that has been told to stop and does not is left behind after this time, so that nobody waits for it for ever. */
export const stopGraceMs = 10_000;

export interface TaskAttemptOptions {
  readonly agent: BaseAgent;
  readonly task: QETask;
  readonly emit: EmitPart;
  /** Aborted when the task is to stop; the reason is thrown. */
  readonly signal: AbortSignal;
  readonly setTimer: SetTimer;
}

/** One agent's try at a task: it can be stopped from outside, and what comes from it afterwards is not heard. */
export class TaskAttempt {
  private readonly controller = new AbortController();
  private isOver = false;
  private stopReason: unknown;

  constructor(private readonly options: TaskAttemptOptions) {}

  /** The summary. @throws what the agent throws, or the reason for which it was stopped. */
  async perform(): Promise<TaskSummary> {
    const { agent, task, emit, signal, setTimer } = this.options;
    if (signal.aborted) throw signal.reason;
    const listener = onAbort(signal, () => this.stop(signal.reason));
    const work = agent.performTask(task, {
      signal: this.controller.signal,
      emit: (part) => (this.isOver ? undefined : emit(part)),
    });
    let grace: Disposable | undefined;
    const leftBehind = new Promise<never>((_, reject) => {
      onAbort(this.controller.signal, () => {
        grace = setTimer(() => reject(new AbortError()), stopGraceMs);
      });
    });
    try {
      return await Promise.race([work, leftBehind]);
    } catch (error) {
      throw this.controller.signal.aborted ? (this.stopReason ?? new AbortError()) : error;
    } finally {
      this.isOver = true;
      listener.dispose();
      grace?.dispose();
      // Whoever was left behind fails unheard.
      work.catch(() => undefined);
    }
  }

  /** Tells the agent to stop; `perform` throws `reason` once its work and its processes have ended. */
  stop(reason: unknown): void {
    if (this.controller.signal.aborted) return;
    this.stopReason = reason;
    this.controller.abort();
  }
}
