import { v4 as uuid } from 'uuid';
import { AbortError, isAbortError } from '../../base/abort';
import { AppError, describeError } from '../../base/error';
import type { AgentConfig } from '../agents/agentConfig';
import type { AgentType } from '../agents/agentId';
import type { BaseAgent } from '../agents/baseAgent';
import { FeatureFlagManager, featuresOf } from '../config/featureFlagManager';
import type { FeatureFlags, FeatureName } from '../config/featureFlags';
import type { FleetConfig } from '../config/fleetConfig';
import { lastGoodConfig } from '../config/lastGoodConfig';
import type { CostPeriod, CostSummary } from '../cost/costSummary';
import type { CostTracker } from '../cost/costTracker';
import type { Door } from '../cost/door';
import { FleetError, WorkspaceError } from '../errors';
import type { ModelRouter } from '../routing/modelRouter';
import type { ModelStatistics } from '../routing/modelStatistics';
import type { RunPart } from '../streaming/runPart';
import { AgentPool, type AgentPoolDependencies } from './agentPool';
import type { FleetRun, RunResult } from './fleetRun';
import { logFleetEvents } from './logFleetEvents';
import { RouterProvider, type RouterProviderDependencies } from './routerProvider';
import { stoppedError } from './stoppedError';
import type { QETask, SummaryOf, TaskPriority, TaskRequest, TaskSource, TaskType } from './task';
import { TaskExecution } from './taskExecution';
import { TaskQueue } from './taskQueue';

export interface FleetManagerDependencies
  extends RouterProviderDependencies,
    Omit<
      AgentPoolDependencies,
      'routers' | 'maxAgents' | 'heartbeatIntervalMs' | 'onHeartbeat' | 'onSilent'
    > {
  readonly costs: CostTracker;
  readonly isTrusted: () => boolean;
  /** Texts of the files a request is about. */
  readonly readSources: (request: TaskRequest) => Promise<readonly TaskSource[]>;
}

export interface SubmitOptions {
  /** Default: normal. */
  readonly priority?: TaskPriority;
  /** Under which its calls are put on record; default: the host's own. */
  readonly door?: Door;
}

const agentTypeOf: Readonly<Record<TaskType, AgentType>> = {
  'generate-tests': 'test-generator',
  'analyze-coverage': 'coverage-analyzer',
  'quality-gate': 'quality-gate',
};

/** Takes tasks from every door, gives each to an agent, streams what happens and knows how to stop it. */
export class FleetManager {
  readonly id = uuid();
  private readonly queue: TaskQueue;
  private readonly pool: AgentPool;
  private readonly routers: RouterProvider;
  private readonly featureFlags: FeatureFlagManager;
  /** For work that has been accepted; new work is refused while the settings are wrong. */
  private readonly lastGood: () => FleetConfig;
  private readonly executions = new Map<BaseAgent, TaskExecution>();
  private readonly running = new Map<
    string,
    { readonly controller: AbortController; readonly run: FleetRun }
  >();
  private initialization: Promise<void> | undefined;
  private isStopped = false;

  constructor(private readonly dependencies: FleetManagerDependencies) {
    const { config, events, logger } = dependencies;
    logFleetEvents(events, logger);
    this.lastGood = lastGoodConfig(config);
    this.featureFlags = new FeatureFlagManager({ flags: () => featuresOf(config()) });
    this.queue = new TaskQueue({
      active: () => this.lastGood().fleet.maxAgents,
      waiting: () => this.lastGood().fleet.maxQueuedTasks,
    });
    const settings = { ...dependencies, config: this.lastGood };
    this.routers = new RouterProvider(settings);
    this.pool = new AgentPool({
      ...settings,
      routers: this.routers,
      maxAgents: () => this.lastGood().fleet.maxAgents,
      heartbeatIntervalMs: () => this.lastGood().fleet.heartbeatIntervalSeconds * 1000,
      // The limit may have risen since.
      onHeartbeat: () => this.queue.startWaiting(),
      onSilent: (agent, silentForMs) => this.giveUpOn(agent, silentForMs),
    });
  }

  /** Makes the memory ready. Called by the first task when nobody did before. @throws MemoryError */
  initialize(): Promise<void> {
    this.initialization ??= this.dependencies.memoryStore.initialize();
    return this.initialization;
  }

  /** Accepts a task at once; whatever goes wrong later is in the run's result and its terminal part. */
  submit<R extends TaskRequest>(
    request: R,
    { priority = 'normal', door }: SubmitOptions = {},
  ): FleetRun<SummaryOf<R>> {
    const runId = uuid();
    const controller = new AbortController();
    const stop = new AbortController();
    const task: QETask<R> = {
      id: runId,
      type: request.type,
      priority,
      request,
      ...(door && { door }),
      readSources: () => this.dependencies.readSources(request),
      stopSignal: stop.signal,
    };
    const result = this.perform(task, controller).finally(() => this.running.delete(runId));
    const cancel = (): void => controller.abort(new AbortError());
    const run: FleetRun = { runId, result, cancel, stop: () => stop.abort() };
    this.running.set(runId, { controller, run });
    return run as FleetRun<SummaryOf<R>>;
  }

  /**
   * Creates an agent of the type under the features of this moment; it stays until
   * `terminateAgent` or `stop`, or until a task needs its place.
   * @throws FleetError `agent-limit-reached`, `fleet-stopped`; ConfigError
   */
  async spawnAgent(type: AgentType, config: AgentConfig = {}): Promise<BaseAgent> {
    if (this.isStopped) throw stoppedError();
    return await this.pool.spawn(type, this.featureFlags.snapshot().current(), config);
  }

  /** Ends an agent; one that is at work has its run cancelled and ends with it. */
  terminateAgent(agent: BaseAgent): void {
    this.pool.remove(agent);
    const execution = this.executions.get(agent);
    if (execution) this.running.get(execution.taskId)?.run.cancel();
  }

  /** Agents there are, with or without a task. */
  get agents(): readonly BaseAgent[] {
    return this.pool.all;
  }

  /** Runs that are waiting or at work. */
  get activeRuns(): readonly FleetRun[] {
    return [...this.running.values()].map(({ run }) => run);
  }

  /** Tasks that wait for an agent. */
  get queueLength(): number {
    return this.queue.waitingCount;
  }

  /** Is the feature on for a task that is submitted now? @throws ConfigError */
  isFeatureEnabled(feature: FeatureName): boolean {
    return this.featureFlags.isEnabled(feature);
  }

  /** Takes all features from tasks that have not started; whoever disables for good changes the settings first. */
  disableAllFeatures(): void {
    this.featureFlags.disableAll();
    this.dependencies.logger.info('All features were disabled for tasks that have not started');
  }

  /** The router for tasks that start now; undefined while the feature is off. @throws ConfigError */
  getModelRouter(): ModelRouter | undefined {
    return this.routers.routerFor(this.featureFlags.snapshot().current());
  }

  /** What the router has chosen so far; null while the feature is off. @throws MemoryError */
  async getRoutingStats(): Promise<ModelStatistics | null> {
    return (await this.getModelRouter()?.getModelStats()) ?? null;
  }

  /** What was spent in the current period; null while the router is off. @throws LedgerError */
  async getCostSummary(period: CostPeriod): Promise<CostSummary | null> {
    return (await this.getModelRouter()?.getCostTracker().getCosts(period)) ?? null;
  }

  /** Cancels all runs and resolves when they and all agents have ended. Later tasks fail with `fleet-stopped`. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const runs = [...this.running.values()];
    for (const { run } of runs) run.cancel();
    await Promise.all(runs.map(({ run }) => run.result));
    this.pool.close();
  }

  private async perform(task: QETask, controller: AbortController): Promise<RunResult> {
    const { streams, logger, clock } = this.dependencies;
    const { id: runId, request } = task;
    const emit = (part: RunPart): void => streams.emit(runId, part);
    try {
      emit({
        type: 'run-start',
        runId,
        taskType: task.type,
        files: request.targets.map((target) => target.path),
        startedAtMs: clock.now(),
      });
      this.assertCanStart();
      // What is submitted keeps its flags, unless all features are disabled before it starts.
      const features = this.featureFlags.snapshot();
      const summary = await this.queue.run(
        () => this.execute(task, features.current(), controller.signal),
        controller.signal,
        task.priority,
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
      const stack = error instanceof Error ? error.stack : undefined;
      logger.error('Run failed', { runId, code: failure.code, stack });
      const { code, message, hint } = failure;
      emit({ type: 'error', code, message, ...(hint && { hint }) });
      return { status: 'failed', error: failure };
    }
  }

  private async execute(task: QETask, features: FeatureFlags, signal: AbortSignal) {
    await this.prepareMemory(task.id);
    const execution = new TaskExecution({
      ...this.dependencies,
      task,
      features,
      signal,
      timeoutSeconds: this.lastGood().fleet.taskTimeoutSeconds,
      acquireAgent: () => this.pool.acquire(agentTypeOf[task.type], features),
      onAgent: (agent) => this.executions.set(agent, execution),
      releaseAgent: async (agent, isCrashed) => {
        this.executions.delete(agent);
        await this.pool.release(agent, isCrashed);
      },
    });
    return await execution.perform();
  }

  /** No task depends on the memory, but the user should know that nothing is remembered. */
  private async prepareMemory(runId: string): Promise<void> {
    try {
      await this.initialize();
    } catch (error) {
      this.initialization = undefined;
      const message = `The memory of the fleet cannot be used: ${describeError(error)}`;
      this.dependencies.logger.error(message, { runId });
      this.dependencies.streams.emit(runId, { type: 'notice', message });
    }
  }

  private giveUpOn(agent: BaseAgent, silentForMs: number): void {
    const seconds = Math.round(silentForMs / 1000);
    this.executions
      .get(agent)
      ?.giveUpOnAgent(
        new FleetError('agent-unresponsive', `Agent ${agent.agentId.id} has been silent for ${seconds} s.`),
      );
  }

  private assertCanStart(): void {
    if (this.isStopped) throw stoppedError();
    if (!this.dependencies.isTrusted()) {
      throw new WorkspaceError(
        'workspace-untrusted',
        'This runs code of the workspace, and the workspace is not trusted.',
        { hint: 'Trust it first (Workspaces: Manage Workspace Trust).' },
      );
    }
    this.dependencies.config();
  }
}
