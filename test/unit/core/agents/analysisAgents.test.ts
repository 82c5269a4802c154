import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { silentLogger } from '../../../../src/base/logger';
import type { BaseAgent } from '../../../../src/core/agents/baseAgent';
import type { BaseAgentConfig } from '../../../../src/core/agents/baseAgentConfig';
import { CoverageAnalyzerAgent } from '../../../../src/core/agents/coverageAnalyzerAgent';
import { QualityGateAgent, type QualityGateContext } from '../../../../src/core/agents/qualityGateAgent';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { analyzeCoverage } from '../../../../src/core/coverageAnalysis/analyzeCoverage';
import { BudgetExceededError } from '../../../../src/core/errors';
import { EventBus } from '../../../../src/core/events/eventBus';
import type { TaskRequest, TaskSummary } from '../../../../src/core/fleet/task';
import { SwarmMemoryManager } from '../../../../src/core/memory/swarmMemoryManager';
import { judgeGate } from '../../../../src/core/quality/judgeGate';
import { embeddedModel } from '../../../../src/core/routing/modelCatalog';
import type { ModelRouter } from '../../../../src/core/routing/modelRouter';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import { StreamManager } from '../../../../src/core/streaming/streamManager';
import { verifies } from '../../../requirements';
import { analysisFakes } from '../../../support/analysisFakes';
import { aCoverage } from '../../../support/coverageBuilders';
import { FakeMemoryStore } from '../../../support/fakeMemoryStore';
import { fakeWorkbench } from '../../../support/generationFakes';
import { ManualTime } from '../../../support/manualTimer';

/** An agent at work in a folder with one source file, of which its test executes half. */
function prepare(
  create: (config: BaseAgentConfig, context: QualityGateContext) => BaseAgent,
  config: Partial<BaseAgentConfig> = {},
) {
  const time = new ManualTime();
  const { setTimer } = time;
  const logger = silentLogger;
  const events = new EventBus(logger);
  const memoryStore = new SwarmMemoryManager({ store: new FakeMemoryStore(), clock: time, logger });
  const controller = new AbortController();
  const { workbench, runner } = fakeWorkbench(
    {
      'src/cart.ts': 'export function double() {}',
      'src/cart.test.ts': "import './cart'; describe('double', () => { it('works', f); });",
    },
    { tests: {}, baseline: [aCoverage('src/cart.ts', ['1 ✓', '1'], ['1 ✓'])] },
    { testFiles: ['src/cart.test.ts'] },
  );
  const opened: string[] = [];
  let settings: unknown = {};
  const agent = create(
    {
      events,
      memoryStore,
      streams: new StreamManager({ logger, events, clock: time, memory: memoryStore, setTimer }),
      logger,
      clock: time,
      setTimer,
      elapsedReportIntervalMs: 5000,
      streaming: parseFleetConfig({}).streaming,
      defaultModel: embeddedModel,
      ...config,
    },
    {
      clock: time,
      setTimer,
      testRunTimeoutMs: 1000,
      analyzeCoverage,
      judgeGate,
      ...analysisFakes,
      measureSuiteScore: async () => assert.fail('No rule asks for mutants'),
      costs: { getCosts: async () => assert.fail('No rule asks for costs') },
      config: () => parseFleetConfig(settings),
      openWorkbench: async (workspaceRoot) => {
        opened.push(workspaceRoot);
        return workbench;
      },
    },
  );
  const parts: RunPart[] = [];
  const perform = async (type: 'analyze-coverage' | 'quality-gate'): Promise<TaskSummary> => {
    await agent.initialize();
    const request: TaskRequest = { type, workspaceRoot: '/workspace', targets: [{ path: 'src/cart.ts' }] };
    return await agent.performTask(
      { id: 'task-1', type, priority: 'normal', request, readSources: async () => [] },
      { emit: (part) => void parts.push(part), signal: controller.signal },
    );
  };
  return {
    agent,
    perform,
    runner,
    opened,
    parts,
    controller,
    changeSettings: (changed: unknown): void => {
      settings = changed;
    },
  };
}

/** A router with nothing left to spend: an agent that asks it cannot do its task. */
function emptyRouter() {
  const budget = { budgetType: 'daily', current: 1, limit: 1, resetsAtMs: 2 } as const;
  let asked = 0;
  const router = {
    selectModel: async () => {
      asked++;
      throw new BudgetExceededError('Nothing left.', budget);
    },
  } as unknown as ModelRouter;
  return { router, timesAsked: () => asked };
}

const agents = [
  {
    type: 'analyze-coverage',
    name: 'coverage-analyzer',
    id: 'AGT-3.2-15',
    capabilities: ['measure-coverage', 'find-gaps'],
    create: (config: BaseAgentConfig, context: QualityGateContext) =>
      new CoverageAnalyzerAgent(config, context),
  },
  {
    type: 'quality-gate',
    name: 'quality-gate',
    id: 'AGT-3.2-16',
    capabilities: ['measure-coverage', 'judge-quality'],
    create: (config: BaseAgentConfig, context: QualityGateContext) => new QualityGateAgent(config, context),
  },
] as const;

describe('CoverageAnalyzerAgent', () => {
  it(`analyzes the workspace of its task without a model ${verifies('AGT-3.2-15')}`, async () => {
    const { perform, opened, parts } = prepare(agents[0].create);
    const summary = await perform('analyze-coverage');
    assert.ok(summary.type === 'analyze-coverage');
    assert.equal(summary.runId, 'task-1');
    assert.deepEqual(summary.total, {
      coveredStatements: 1,
      statements: 2,
      coveredBranches: 1,
      branches: 1,
    });
    assert.deepEqual(opened, ['/workspace']);
    assert.deepEqual(parts.at(-1), { type: 'progress', fraction: 1, message: 'Done' });
  });

  it(`does the same while streaming, and beside a router that has nothing left to spend ${verifies('AGT-3.2-15')}`, async () => {
    const plain = await prepare(agents[0].create).perform('analyze-coverage');
    const { router, timesAsked } = emptyRouter();
    const streamed = prepare(agents[0].create, { modelRouter: router, streamingEnabled: true });
    assert.deepEqual(await streamed.perform('analyze-coverage'), plain);
    assert.equal(timesAsked(), 0);
  });
});

describe('QualityGateAgent', () => {
  it(`holds the analysis against the settings of the moment, without a model ${verifies('AGT-3.2-16')}`, async () => {
    const { perform, changeSettings } = prepare(agents[1].create);
    const failed = await perform('quality-gate');
    assert.ok(failed.type === 'quality-gate');
    assert.deepEqual([failed.verdict, failed.runId, failed.analysis.runId], ['failed', 'task-1', 'task-1']);
    assert.deepEqual(
      failed.rules.map(({ rule, verdict }) => [rule, verdict]),
      [
        ['statement-coverage', 'failed'],
        ['branch-coverage', 'passed'],
        ['pass-rate', 'passed'],
      ],
    );
    changeSettings({ qualityGate: { statementCoverage: 50 } });
    const passed = await perform('quality-gate');
    assert.ok(passed.type === 'quality-gate');
    assert.equal(passed.verdict, 'passed');
  });

  it(`does the same while streaming, and beside a router that has nothing left to spend ${verifies('AGT-3.2-16')}`, async () => {
    const plain = await prepare(agents[1].create).perform('quality-gate');
    const { router, timesAsked } = emptyRouter();
    const streamed = prepare(agents[1].create, { modelRouter: router, streamingEnabled: true });
    assert.deepEqual(await streamed.perform('quality-gate'), plain);
    assert.equal(timesAsked(), 0);
  });

  it('runs no test under settings that are wrong', async () => {
    const { perform, changeSettings, opened } = prepare(agents[1].create);
    changeSettings({ qualityGate: { passRate: 101 } });
    await assert.rejects(perform('quality-gate'), { code: 'config-invalid' });
    assert.deepEqual(opened, []);
  });
});

for (const { type, name, capabilities, create } of agents) {
  describe(`the ${name} agent`, () => {
    it('says who it is and what it can do', () => {
      const { agent } = prepare(create);
      assert.equal(agent.agentId.type, name);
      assert.deepEqual(
        agent.getCapabilities().map((capability) => capability.name),
        capabilities,
      );
    });

    it('is free again after it was cancelled', async () => {
      const { agent, perform, controller, runner } = prepare(create);
      controller.abort();
      await assert.rejects(perform(type), AbortError);
      assert.deepEqual([agent.status, runner.requests], ['idle', []]);
    });
  });
}
