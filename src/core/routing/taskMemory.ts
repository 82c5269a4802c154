import type { AgentId } from '../agents/agentId';

/** What is known of a task while it is being done. */
export interface TaskNotes {
  readonly agentId: AgentId | undefined;
  /** Providers that failed at it: it never goes back to one of them. */
  readonly failedProviders: ReadonlySet<string>;
}

/** More than can be at work at once; nobody says when a task is over. */
const maxRemembered = 1000;
const nothing: TaskNotes = { agentId: undefined, failedProviders: new Set() };

/** Notes on the tasks that came last. */
export class TaskMemory {
  private readonly notes = new Map<string, TaskNotes>();

  notesOn(taskId: string): TaskNotes {
    return this.notes.get(taskId) ?? nothing;
  }

  /** Notes who does the task; what was known of it stays. */
  noteAgent(taskId: string, agentId: AgentId | undefined): void {
    this.set(taskId, { ...this.notesOn(taskId), agentId });
  }

  noteFailure(taskId: string, provider: string): void {
    const { agentId, failedProviders } = this.notesOn(taskId);
    this.set(taskId, { agentId, failedProviders: new Set([...failedProviders, provider]) });
  }

  private set(taskId: string, notes: TaskNotes): void {
    this.notes.delete(taskId);
    this.notes.set(taskId, notes);
    const [oldest] = this.notes.keys();
    if (this.notes.size > maxRemembered && oldest !== undefined) this.notes.delete(oldest);
  }
}
