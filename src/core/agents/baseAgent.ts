import { v4 as uuid } from 'uuid';
import { isAbortError, throwIfAborted } from '../../base/abort';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { AppError, describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { allFeaturesOff, type FeatureFlags } from '../config/featureFlags';
import { FleetError } from '../errors';
import type { EventHandlerRegistration } from '../events/eventBus';
import type { EventMap, EventName } from '../events/eventMap';
import type { QETask, SummaryOf, TaskRequest } from '../fleet/task';
import type { SwarmMemoryManager } from '../memory/swarmMemoryManager';
import type { ModelRouter } from '../routing/modelRouter';
import type { ModelSelection } from '../routing/modelSelection';
import { StreamCancelledError } from '../streaming/streamCancelledError';
import type { AgentId, AgentType } from './agentId';
import type { AgentCapability, AgentStatus, BaseAgentConfig, TaskAssignment } from './baseAgentConfig';
import { selectTaskModel } from './selectTaskModel';
import { streamTask } from './streamTask';
import type { TaskWork } from './taskWork';

/**
 * One worker of the fleet: performs tasks of its kind one at a time. Subclasses do the work in `performTaskImpl`; around it
 * this class chooses the model, streams when that is on, and keeps the lifecycle: initializing → idle ⇄ active → terminated,
 * or `error` after a failure that no task should cause.
 */
export abstract class BaseAgent<R extends TaskRequest = TaskRequest> {
  readonly agentId: AgentId;
  readonly modelRouter: ModelRouter | undefined;
  readonly streamingEnabled: boolean;
  readonly features: FeatureFlags;
  protected readonly logger: Logger;
  protected readonly clock: Clock;
  protected readonly memoryStore: SwarmMemoryManager;
  private readonly capabilities: ReadonlyMap<string, AgentCapability>;
  private readonly handlers = new DisposableStore();
  private currentStatus: AgentStatus = 'initializing';
  private lastSignOfLifeMs: number;
  private pendingEmits = 0;
  private initialization: Promise<void> | undefined;

  constructor(
    type: AgentType,
    capabilities: readonly AgentCapability[],
    private readonly config: BaseAgentConfig,
  ) {
    const { clock, logger, memoryStore } = config;
    this.agentId = { id: config.id ?? uuid(), type, createdAtMs: clock.now() };
    this.capabilities = new Map(capabilities.map((capability) => [capability.name, capability]));
    this.modelRouter = config.modelRouter;
    this.streamingEnabled = config.streamingEnabled ?? false;
    this.features = config.features ?? allFeaturesOff;
    this.logger = logger;
    this.clock = clock;
    this.memoryStore = memoryStore;
    this.lastSignOfLifeMs = clock.now();
  }

  get status(): AgentStatus {
    return this.currentStatus;
  }

  /** Milliseconds since the agent last showed that it is at work; 0 while it has nothing to do or waits for its readers. */
  get silentForMs(): number {
    const isWaited = this.currentStatus === 'active' && this.pendingEmits === 0;
    return isWaited ? this.clock.now() - this.lastSignOfLifeMs : 0;
  }

  hasCapability(name: string): boolean {
    return this.capabilities.has(name);
  }

  getCapability(name: string): AgentCapability | undefined {
    return this.capabilities.get(name);
  }

  getCapabilities(): readonly AgentCapability[] {
    return [...this.capabilities.values()];
  }

  /** Makes the agent ready for tasks and announces it, once. */
  initialize(): Promise<void> {
    this.initialization ??= (async () => {
      await this.onInitialize();
      if (this.currentStatus !== 'initializing') return;
      this.currentStatus = 'idle';
      this.emitEvent('agent.initialized', { agentId: this.agentId });
    })();
    return this.initialization;
  }

  /** Ends the agent: it takes no more tasks and hears no more events. What it is doing is stopped by the task's signal. */
  terminate(): void {
    if (this.currentStatus === 'terminated') return;
    this.currentStatus = 'terminated';
    this.handlers.dispose();
    this.emitEvent('agent.terminated', { agentId: this.agentId });
  }

  /**
   * Performs the task: selects a model if there is a router, then works with or without streaming.
   * @throws whatever the work throws; AbortError on cancellation; FleetError `internal` when the agent is not free.
   */
  async performTask(task: QETask<R>, { emit, signal }: TaskAssignment): Promise<SummaryOf<R>> {
    if (this.currentStatus !== 'idle') {
      throw new FleetError(
        'internal',
        `Agent ${this.agentId.id} is ${this.currentStatus} and takes no task.`,
      );
    }
    this.currentStatus = 'active';
    const assignment: TaskAssignment = {
      signal,
      emit: (part) => {
        this.giveSignOfLife();
        const emitted = emit(part);
        if (emitted !== undefined) this.whileReadersAreBehind(emitted);
        return emitted;
      },
    };
    this.giveSignOfLife();
    try {
      await this.onPreTask(task);
      const selection = await this.selectModel(task, assignment);
      throwIfAborted(signal);
      // Without a router it is the default engine that does the work, and that one streams.
      const canStream = selection?.modelConfig.capabilities.supportsStreaming ?? true;
      const result =
        this.streamingEnabled && canStream
          ? await this.executeTaskStreaming(task, selection, assignment)
          : await this.executeTaskSync(task, selection, assignment);
      await this.onPostTask(task, result);
      this.leaveTask('idle');
      return result;
    } catch (error) {
      const isExpected = error instanceof AppError || isAbortError(error);
      this.leaveTask(isExpected ? 'idle' : 'error');
      await this.onTaskError(task, error).catch((reason: unknown) => {
        this.logger.error('A hook failed', { agentId: this.agentId.id, error: describeError(reason) });
      });
      throw error;
    }
  }

  /** Hears events of the bus until it is terminated (spec 7.3). */
  protected registerEventHandler<N extends EventName>(registration: EventHandlerRegistration<N>): Disposable {
    return this.handlers.add(this.config.events.registerEventHandler(registration));
  }

  protected emitEvent<N extends EventName>(name: N, payload: EventMap[N]): void {
    this.config.events.emit(name, payload);
  }

  /** Tells the fleet that the work goes on; every part that is emitted does so by itself. */
  protected giveSignOfLife(): void {
    this.lastSignOfLifeMs = this.clock.now();
  }

  /** False for agents whose work needs no model: nothing is selected for them. */
  protected get needsModel(): boolean {
    return true;
  }

  /** Does the work, the same with and without streaming. */
  protected abstract performTaskImpl(
    task: QETask<R>,
    selection: ModelSelection | undefined,
    work: TaskWork,
  ): Promise<SummaryOf<R>>;

  /** Hook: before the agent is ready. */
  protected async onInitialize(): Promise<void> {}

  /** Hook: before each task. */
  protected async onPreTask(_task: QETask<R>): Promise<void> {}

  /** Hook: after each task that ended well. */
  protected async onPostTask(_task: QETask<R>, _result: SummaryOf<R>): Promise<void> {}

  /** Hook: after each task that failed or was cancelled; the error is thrown on whatever it does. */
  protected async onTaskError(_task: QETask<R>, _error: unknown): Promise<void> {}

  private whileReadersAreBehind(emitted: Promise<void>): void {
    this.pendingEmits++;
    const settle = (): void => {
      this.pendingEmits--;
      this.giveSignOfLife();
    };
    void emitted.then(settle, settle);
  }

  private leaveTask(status: 'idle' | 'error'): void {
    if (this.currentStatus === 'active') this.currentStatus = status;
  }

  private async selectModel(task: QETask<R>, { emit }: TaskAssignment): Promise<ModelSelection | undefined> {
    if (!this.modelRouter || !this.needsModel) return undefined;
    const { agentId, logger, modelRouter, config } = this;
    const { defaultModel } = config;
    const startedAt = performance.now();
    const selection = await selectTaskModel(task, { agentId, modelRouter, defaultModel, logger });
    this.emitEvent('model.selected', {
      agentId,
      taskId: task.id,
      selection,
      durationMs: performance.now() - startedAt,
    });
    await emit({ type: 'model-selected', modelName: selection.modelName, reason: selection.reason });
    return selection;
  }

  private async executeTaskSync(
    task: QETask<R>,
    selection: ModelSelection | undefined,
    assignment: TaskAssignment,
  ): Promise<SummaryOf<R>> {
    return await this.performTaskImpl(task, selection, this.toWork(assignment, false));
  }

  private async executeTaskStreaming(
    task: QETask<R>,
    selection: ModelSelection | undefined,
    assignment: TaskAssignment,
  ): Promise<SummaryOf<R>> {
    const { agentId } = this;
    const about = { agentId, taskId: task.id };
    return await streamTask({
      agentId,
      task,
      modelName: selection?.modelName ?? this.config.defaultModel.name,
      assignment,
      streams: this.config.streams,
      settings: this.config.streaming,
      clock: this.clock,
      setTimer: this.config.setTimer,
      logger: this.logger,
      work: (part, isStreaming) => this.performTaskImpl(task, selection, this.toWork(part, isStreaming)),
      callbacks: {
        onStart: (metadata) => this.emitEvent('task.stream.start', { ...about, metadata }),
        onChunk: (chunk) => this.emitEvent('task.stream.chunk', { ...about, chunk }),
        onProgress: () => this.giveSignOfLife(),
        onError: ({ error, next }) => {
          if (error instanceof StreamCancelledError) return;
          const { code, message } = error;
          this.logger.warn('A stream ended without a result', {
            agentId: agentId.id,
            taskId: task.id,
            code,
            message,
            next,
          });
        },
        onComplete: (result) => this.emitEvent('task.stream.complete', { ...about, result }),
      },
    });
  }

  private toWork(assignment: TaskAssignment, isStreaming: boolean): TaskWork {
    const { elapsedReportIntervalMs } = this.config;
    return { ...assignment, isStreaming, elapsedReportIntervalMs };
  }
}
