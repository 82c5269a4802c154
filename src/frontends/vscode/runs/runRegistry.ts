import type { Disposable } from '../../../base/disposable';
import type { SubmitOptions } from '../../../core/fleet/fleetManager';
import type { FleetRun, RunResult } from '../../../core/fleet/fleetRun';
import type { SummaryOf, TaskRequest, TaskSummary, TaskType } from '../../../core/fleet/task';

/** A run that was started in this window. */
export interface KnownRun {
  readonly run: FleetRun<TaskSummary>;
  readonly type: TaskType;
  readonly workspaceRoot: string;
  readonly files: readonly string[];
  readonly isActive: boolean;
}

export type RunChange =
  | { readonly kind: 'started'; readonly runId: string }
  | { readonly kind: 'ended'; readonly runId: string; readonly result: RunResult<TaskSummary> }
  | { readonly kind: 'undone'; readonly runId: string };

/** Remembers the runs of this window, and tells when one starts, ends or is undone. */
export class RunRegistry {
  private readonly runs = new Map<string, KnownRun>();
  private readonly undone = new Set<string>();
  private readonly listeners = new Set<(change: RunChange) => void>();

  /** @param submit hands the request to the fleet. */
  constructor(
    private readonly submit: <R extends TaskRequest>(
      request: R,
      options: SubmitOptions,
    ) => FleetRun<SummaryOf<R>>,
  ) {}

  /** Submits the request; the run is active until its result settles. */
  start<R extends TaskRequest>(request: R, options: SubmitOptions = {}): FleetRun<SummaryOf<R>> {
    const run = this.submit(request, options);
    const { type, workspaceRoot, targets } = request;
    const known = { run, type, workspaceRoot, files: targets.map(({ path }) => path) };
    this.runs.set(run.runId, { ...known, isActive: true });
    this.tell({ kind: 'started', runId: run.runId });
    void run.result.then((result) => {
      this.runs.set(run.runId, { ...known, isActive: false });
      this.tell({ kind: 'ended', runId: run.runId, result });
    });
    return run;
  }

  get active(): readonly KnownRun[] {
    return [...this.runs.values()].filter(({ isActive }) => isActive);
  }

  get undoneRunIds(): readonly string[] {
    return [...this.undone];
  }

  find(runId: string): KnownRun | undefined {
    return this.runs.get(runId);
  }

  /** Remembers that the files of the run are as they were before it. */
  markUndone(runId: string): void {
    this.undone.add(runId);
    this.tell({ kind: 'undone', runId });
  }

  onDidChange(listener: (change: RunChange) => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  private tell(change: RunChange): void {
    for (const listener of [...this.listeners]) listener(change);
  }
}
