import { v4 as uuid } from 'uuid';
import { AbortError, isAbortError, onAbort } from '../../base/abort';
import { AppError, describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { TestGeneratorAgent, type TestGeneratorContext } from '../agents/testGeneratorAgent';
import type { FleetConfig } from '../config/fleetConfig';
import { FleetError, WorkspaceError } from '../errors';
import type { GenerateTestsRequest } from '../generation/generateTestsRequest';
import type { RunPart } from '../streaming/runPart';
import type { StreamManager } from '../streaming/streamManager';
import type { FleetRun, RunResult } from './fleetRun';
import { TaskQueue } from './taskQueue';

export interface FleetManagerDependencies extends TestGeneratorContext {
  readonly streams: StreamManager;
  readonly logger: Logger;
  readonly config: () => FleetConfig;
  readonly isTrusted: () => boolean;
}

/** Takes tasks from every door, gives each to an agent, streams what happens and knows how to stop it. */
export class FleetManager {
  private readonly queue: TaskQueue;
  private readonly running = new Map<
    string,
    { readonly controller: AbortController; readonly run: FleetRun }
  >();
  private isStopped = false;

  constructor(private readonly dependencies: FleetManagerDependencies) {
    this.queue = new TaskQueue(() => dependencies.config().fleet.maxAgents);
  }

  /** Accepts a task at once; whatever goes wrong later is in the run's result and its terminal part. */
  submit(request: GenerateTestsRequest): FleetRun {
    const runId = uuid();
    const controller = new AbortController();
    const result = this.perform(runId, request, controller).finally(() => this.running.delete(runId));
    const run: FleetRun = { runId, result, cancel: () => controller.abort() };
    this.running.set(runId, { controller, run });
    return run;
  }

  /** Creates an agent of the type and announces it. */
  spawnAgent(agentType: 'test-generator'): TestGeneratorAgent {
    const agent = new TestGeneratorAgent(uuid(), this.dependencies);
    this.dependencies.events.emit('agent:spawned', { agentId: agent.id, agentType });
    this.dependencies.logger.info('Agent spawned', { agentId: agent.id, agentType });
    return agent;
  }

  /** Runs that are waiting or at work. */
  get activeRuns(): readonly FleetRun[] {
    return [...this.running.values()].map(({ run }) => run);
  }

  /** Cancels all runs and resolves when they have ended. What is submitted afterwards fails with `fleet-stopped`. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const runs = [...this.running.values()];
    for (const { controller } of runs) controller.abort();
    await Promise.all(runs.map(({ run }) => run.result));
  }

  private async perform(
    runId: string,
    request: GenerateTestsRequest,
    controller: AbortController,
  ): Promise<RunResult> {
    const { streams, logger } = this.dependencies;
    const emit = (part: RunPart): void => streams.emit(runId, part);
    try {
      emit({
        type: 'run-start',
        runId,
        files: request.targets.map((target) => target.path),
        startedAtMs: this.dependencies.clock.now(),
      });
      this.assertCanStart();
      const summary = await this.queue.run(
        () => this.runAgent(runId, request, emit, controller),
        controller.signal,
      );
      emit({ type: 'finish', summary });
      return { status: 'finished', summary };
    } catch (error) {
      if (isAbortError(error) && controller.signal.aborted) {
        emit({ type: 'abort' });
        return { status: 'cancelled' };
      }
      const failure =
        error instanceof AppError
          ? error
          : new FleetError('internal', describeError(error), { cause: error });
      logger.error('Run failed', {
        runId,
        code: failure.code,
        stack: error instanceof Error ? error.stack : undefined,
      });
      emit({
        type: 'error',
        code: failure.code,
        message: failure.message,
        ...(failure.hint && { hint: failure.hint }),
      });
      return { status: 'failed', error: failure };
    }
  }

  private async runAgent(
    runId: string,
    request: GenerateTestsRequest,
    emit: (part: RunPart) => void,
    controller: AbortController,
  ) {
    const agent = this.spawnAgent('test-generator');
    const timeoutSeconds = this.dependencies.config().fleet.taskTimeoutSeconds;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeoutSeconds * 1000);
    const cancelled = onAbort(controller.signal, () => limit.abort());
    emit({ type: 'agent-start', agentId: agent.id, agentType: agent.type });
    let outcome: 'completed' | 'failed' | 'cancelled' = 'failed';
    try {
      const summary = await agent.performTask(
        { id: runId, type: 'generate-tests', payload: { request, emit } },
        limit.signal,
      );
      outcome = 'completed';
      return summary;
    } catch (error) {
      if (controller.signal.aborted) {
        outcome = 'cancelled';
        throw new AbortError();
      }
      if (limit.signal.aborted && isAbortError(error)) {
        throw new FleetError('task-timed-out', `The run was stopped after ${timeoutSeconds} s.`, {
          hint: 'Raise agenticQe.fleet.taskTimeoutSeconds or choose fewer files.',
        });
      }
      throw error;
    } finally {
      clearTimeout(timer);
      cancelled.dispose();
      agent.terminate();
      emit({ type: 'agent-end', agentId: agent.id, outcome });
    }
  }

  private assertCanStart(): void {
    if (this.isStopped) throw new FleetError('fleet-stopped', 'The fleet has been stopped.');
    if (!this.dependencies.isTrusted()) {
      throw new WorkspaceError(
        'workspace-untrusted',
        'Generating tests runs code of this workspace, and the workspace is not trusted.',
        {
          hint: 'Trust it first (Workspaces: Manage Workspace Trust).',
        },
      );
    }
  }
}
