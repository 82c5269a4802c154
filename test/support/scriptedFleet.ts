import { type Logger, silentLogger } from '../../src/base/logger';
import type { AgentType } from '../../src/core/agents/agentId';
import { BaseAgent } from '../../src/core/agents/baseAgent';
import type { BaseAgentConfig } from '../../src/core/agents/baseAgentConfig';
import type { TaskWork } from '../../src/core/agents/taskWork';
import { parseFleetConfig } from '../../src/core/config/fleetConfig';
import { CostTracker } from '../../src/core/cost/costTracker';
import { EventBus } from '../../src/core/events/eventBus';
import { measured } from '../../src/core/figure';
import { FleetManager, type FleetManagerDependencies } from '../../src/core/fleet/fleetManager';
import type { QETask, TaskSummary } from '../../src/core/fleet/task';
import type { RunSummary } from '../../src/core/generation/runSummary';
import { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import { embeddedModel } from '../../src/core/routing/modelCatalog';
import type { ModelSelection } from '../../src/core/routing/modelSelection';
import type { RunPart } from '../../src/core/streaming/runPart';
import { StreamManager } from '../../src/core/streaming/streamManager';
import { nothingBesides } from './builders';
import { FakeLedgerStore } from './fakeLedgerStore';
import { FakeMemoryStore } from './fakeMemoryStore';
import { ManualTime } from './manualTimer';
import { aTask } from './tasks';

/** What an agent does with a task, in place of real work. */
export type Script = (
  task: QETask,
  work: TaskWork,
  selection: ModelSelection | undefined,
  agent: ScriptedAgent,
) => Promise<TaskSummary>;

/** An agent of any type whose work is a script; counts its hooks. */
export class ScriptedAgent extends BaseAgent {
  readonly hooks: string[] = [];
  /** What the hook for errors throws, if anything. */
  failingHook: string | undefined;

  constructor(
    type: AgentType,
    config: BaseAgentConfig,
    private readonly script: Script,
  ) {
    super(type, [{ name: type, description: 'What a script says.' }], config);
  }

  protected override performTaskImpl(
    task: QETask,
    selection: ModelSelection | undefined,
    work: TaskWork,
  ): Promise<TaskSummary> {
    return this.script(task, work, selection, this);
  }

  protected override async onInitialize(): Promise<void> {
    this.hooks.push('initialize');
  }

  protected override async onPreTask(): Promise<void> {
    this.hooks.push('pre');
  }

  protected override async onPostTask(): Promise<void> {
    this.hooks.push('post');
  }

  protected override async onTaskError(): Promise<void> {
    this.hooks.push('error');
    if (this.failingHook) throw new Error(this.failingHook);
  }
}

/** A summary of a generation in which nothing happened. */
export function anEmptySummary(runId: string): RunSummary {
  return {
    type: 'generate-tests',
    runId,
    kept: 0,
    dropped: 0,
    receipts: [],
    coverage: [],
    writtenFiles: [],
    ...nothingBesides,
    costMicroUsd: measured(0),
    durationMs: 0,
    failures: [],
  };
}

export interface ScriptedFleetOptions extends Partial<FleetManagerDependencies> {
  readonly script?: Script;
  readonly settings?: unknown;
  readonly logger?: Logger;
}

/** A fleet in memory whose agents do what a script says; time stands still unless `time` is advanced. */
export function scriptedFleet({
  script,
  settings,
  logger = silentLogger,
  ...overrides
}: ScriptedFleetOptions = {}) {
  const time = new ManualTime();
  const { setTimer } = time;
  const events = new EventBus(logger);
  let current = parseFleetConfig(settings ?? {});
  const config = () => current;
  const ledger = new FakeLedgerStore();
  const memoryStore = new SwarmMemoryManager({ store: new FakeMemoryStore(), clock: time, logger });
  const streams = new StreamManager({ logger, events, clock: time, memory: memoryStore, setTimer });
  const costs = new CostTracker({
    ledger,
    events,
    clock: time,
    timeZone: 'UTC',
    config,
    memory: memoryStore,
    logger,
  });
  const agents: ScriptedAgent[] = [];
  const work: Script = script ?? (async (task) => anEmptySummary(task.id));
  const fleet = new FleetManager({
    events,
    streams,
    costs,
    memoryStore,
    logger,
    clock: time,
    setTimer,
    config,
    isTrusted: () => true,
    defaultModel: embeddedModel,
    createAgent: (type, agentConfig) => {
      const agent = new ScriptedAgent(type, agentConfig, work);
      agents.push(agent);
      return agent;
    },
    createRouter: () => {
      throw new Error('The test has no router');
    },
    readSources: async () => [],
    ...overrides,
  });
  return {
    fleet,
    events,
    streams,
    costs,
    ledger,
    memoryStore,
    time,
    /** Agents in the order in which they were made. */
    agents,
    changeSettings: (changed: unknown): void => {
      current = parseFleetConfig(changed);
    },
    partsOf: (runId: string): RunPart[] => {
      const parts: RunPart[] = [];
      streams.subscribe(runId, 0, ({ part }) => parts.push(part)).dispose();
      return parts;
    },
  };
}

export interface ScriptedAgentOptions extends Partial<BaseAgentConfig> {
  readonly script?: Script;
  readonly settings?: unknown;
  readonly logger?: Logger;
  readonly type?: AgentType;
}

/** One agent without a fleet, not yet initialised; `parts` are what its tasks emit. */
export function scriptedAgent({
  script,
  settings,
  logger = silentLogger,
  type = 'test-generator',
  ...overrides
}: ScriptedAgentOptions = {}) {
  const time = new ManualTime();
  const { setTimer } = time;
  const events = new EventBus(logger);
  const memoryStore = new SwarmMemoryManager({ store: new FakeMemoryStore(), clock: time, logger });
  const streams = new StreamManager({ logger, events, clock: time, memory: memoryStore, setTimer });
  const agent = new ScriptedAgent(
    type,
    {
      events,
      memoryStore,
      streams,
      logger,
      clock: time,
      setTimer,
      streaming: parseFleetConfig(settings ?? {}).streaming,
      elapsedReportIntervalMs: 5000,
      defaultModel: embeddedModel,
      ...overrides,
    },
    script ?? (async (task) => anEmptySummary(task.id)),
  );
  const parts: RunPart[] = [];
  const perform = (signal = new AbortController().signal) =>
    agent.performTask(aTask(), { emit: (part) => void parts.push(part), signal });
  return { agent, events, memoryStore, time, parts, perform };
}

/** What a router may answer for `aTask()`. */
export function aSelection(overrides: Partial<ModelSelection> = {}): ModelSelection {
  const modelName = overrides.modelName ?? embeddedModel.name;
  return {
    modelName,
    modelConfig: { ...embeddedModel, name: modelName },
    complexity: undefined,
    reason: 'The cheapest adequate model.',
    rejected: [],
    worstCaseCostMicroUsd: measured(0),
    kind: 'routed',
    taskId: 'task-1',
    taskType: 'generate-tests',
    agentId: 'agent-1',
    ...overrides,
  };
}

/** A promise that a test settles. */
export function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
