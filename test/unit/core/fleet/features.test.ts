import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { silentLogger } from '../../../../src/base/logger';
import { type AgentContext, createAgent } from '../../../../src/core/agents/createAgent';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { CostTracker } from '../../../../src/core/cost/costTracker';
import { analyzeCoverage } from '../../../../src/core/coverageAnalysis/analyzeCoverage';
import { EventBus } from '../../../../src/core/events/eventBus';
import type { SubmitOptions } from '../../../../src/core/fleet/fleetManager';
import type { CandidatePart, CandidateSource } from '../../../../src/core/generation/candidate';
import { generateTests } from '../../../../src/core/generation/generateTests';
import type { RunSummary } from '../../../../src/core/generation/runSummary';
import { judgeGate } from '../../../../src/core/quality/judgeGate';
import { onlyEmbedded } from '../../../../src/core/routing/modelAvailability';
import { ModelRouter } from '../../../../src/core/routing/modelRouter';
import { modelsFrom } from '../../../../src/core/routing/modelsFrom';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import { verifies } from '../../../requirements';
import { analysisFakes } from '../../../support/analysisFakes';
import { aCandidate } from '../../../support/builders';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';
import { FakeSharedMemory } from '../../../support/fakeSharedMemory';
import { fakeSource, fakeWorkbench, memoryRunStore, meteredFake } from '../../../support/generationFakes';
import { aComplexity } from '../../../support/routingBuilders';
import { scriptedFleet } from '../../../support/scriptedFleet';
import { aRequest } from '../../../support/tasks';

const candidates: CandidatePart[] = ['useful', 'useless', 'failing'].map((title, index) => ({
  type: 'candidate',
  candidate: aCandidate({ id: `${index}`, title }),
}));
const tests = { useful: { hits: [0] }, useless: {}, failing: { tryRun: 'failed' } } as const;

/** A workspace with one job to do, and everything a generation needs for it. */
function aJob() {
  const { workbench, workspace } = fakeWorkbench({ 'src/double.ts': 'export …' }, { tests });
  const config = () => parseFleetConfig({});
  const clock = { now: () => 0 };
  const ledger = new FakeLedgerStore();
  const costs = new CostTracker({
    ledger,
    clock,
    events: new EventBus(silentLogger),
    timeZone: 'UTC',
    config,
    memory: new FakeSharedMemory(),
    logger: silentLogger,
  });
  const source = fakeSource(candidates);
  const context: AgentContext = {
    clock,
    costs,
    config,
    runStore: memoryRunStore(),
    processId: 1,
    isProcessAlive: () => false,
    testRunTimeoutMs: 1000,
    ...analysisFakes,
    measureSuiteScore: async ({ sourceFile }) => ({ sourceFile, status: 'unavailable', reason: 'fake' }),
    openWorkbench: async () => workbench,
    generateTests,
    analyzeCoverage,
    judgeGate,
    createSource: async ({ origin }) => ({ free: meteredFake(source, costs, origin) }),
  };
  const outcomeOf = (summary: RunSummary, parts: readonly RunPart[]) => ({
    summary: { ...summary, runId: '' },
    files: Object.fromEntries(workspace.files),
    rows: ledger.recorded.map((row) => ({ ...row, callId: '', runId: '', agentId: '' })),
    parts: parts.filter(({ type }) => !['run-start', 'agent-start', 'agent-end', 'finish'].includes(type)),
  });
  return { context, workbench, source, outcomeOf };
}

/** The job done by the pipeline alone: no fleet, no router, no streams. */
async function withoutNewComponents() {
  const { context, workbench, source, outcomeOf } = aJob();
  const parts: RunPart[] = [];
  const summary = await generateTests(
    {
      ...context,
      workbench,
      settings: context.config(),
      sources: { free: meteredFake(source, context.costs) },
    },
    {
      runId: 'run',
      request: aRequest,
      elapsedReportIntervalMs: 5000,
      emit: (part) => void parts.push(part),
      signal: new AbortController().signal,
      isStreaming: false,
    },
  );
  return outcomeOf(summary, parts);
}

/** The same job done by a fleet under the settings. */
async function withFleet(settings: unknown, afterwards?: unknown, submitOptions?: SubmitOptions) {
  const { context, outcomeOf } = aJob();
  const memory = new FakeSharedMemory();
  const { fleet, events, costs, changeSettings, partsOf } = scriptedFleet({
    settings,
    createAgent: (type, config) => createAgent(type, config, context),
    createRouter: ({ models, defaultModel }) =>
      new ModelRouter({
        models: modelsFrom(models),
        defaultModel,
        analyzer: { analyze: async () => aComplexity() },
        costs,
        isAvailable: onlyEmbedded,
        memoryStore: memory,
        eventBus: events,
        logger: silentLogger,
        clock: { now: () => 0 },
      }),
  });
  if (afterwards !== undefined) {
    // The features have been in use before they are switched off.
    await fleet.spawnAgent('quality-gate');
    changeSettings(afterwards);
  }
  const run = fleet.submit(aRequest, submitOptions);
  const result = await run.result;
  assert.ok(result.status === 'finished');
  return outcomeOf(result.summary, partsOf(run.runId));
}

const bothOn = { multiModelRouter: true, streaming: true };

describe('A job, with and without features', () => {
  it(`gives with both off what it gives without the new components ${verifies('DEP-10.1-2', 'AGT-3.2-14')}`, async () => {
    assert.deepEqual(await withFleet({}), await withoutNewComponents());
  });

  it(`gives the same again after both were switched off ${verifies('ROLL-10.2-4')}`, async () => {
    assert.deepEqual(await withFleet({ features: bothOn }, {}), await withoutNewComponents());
  });

  it(`keeps the same tests with both on ${verifies('DEP-10.1-1', 'STR-11', 'AGT-3.2-14')}`, async () => {
    const [on, off] = [await withFleet({ features: bothOn }), await withFleet({})];
    assert.deepEqual([on.summary, on.files, on.rows], [off.summary, off.files, off.rows]);
    assert.equal(on.summary.kept, 1);
    const added = on.parts.filter(({ type }) => type === 'model-selected' || type === 'test-code');
    assert.deepEqual(
      added.map(({ type }) => type),
      ['model-selected', 'test-code', 'test-code', 'test-code'],
    );
    assert.deepEqual(
      on.parts.filter((part) => !added.includes(part)),
      off.parts,
    );
  });

  it(`is not changed by the settings of what is off ${verifies('CFG-5.2-16', 'CFG-5.2-17')}`, async () => {
    const settings = {
      routing: {
        defaultModel: 'none',
        models: [{ name: 'a' }],
        complexity: { tokenWeighting: 1, structureWeighting: 0, contextWeighting: 0 },
      },
      streaming: {
        bufferSize: 16,
        backpressureThreshold: 0.1,
        timeoutMs: 100,
        retryConfig: { maxRetries: 0 },
      },
    };
    assert.deepEqual(await withFleet(settings), await withFleet({}));
  });

  it('is the same through another door, under which its calls are on record', async () => {
    const [throughChat, plain] = [await withFleet({}, undefined, { door: 'chat' }), await withFleet({})];
    assert.ok(plain.rows.length > 0);
    assert.deepEqual(
      throughChat.rows,
      plain.rows.map((row) => ({ ...row, door: 'chat' })),
    );
    assert.deepEqual(
      [throughChat.summary, throughChat.files, throughChat.parts],
      [plain.summary, plain.files, plain.parts],
    );
  });

  it(`puts each try of a stream on record as a call of its own ${verifies('ERR-8.2-12', 'LED-1')}`, async () => {
    const { context, source, outcomeOf } = aJob();
    let tries = 0;
    const stalling: CandidateSource = {
      ...source,
      async *write(request, signal) {
        yield { type: 'progress', fraction: 0, message: 'writing' };
        if (++tries === 1) {
          await new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new AbortError())),
          );
        }
        yield* source.write(request, signal);
      },
    };
    const { fleet, time, partsOf } = scriptedFleet({
      settings: { features: { streaming: true }, streaming: { timeoutMs: 60_000 } },
      createAgent: (type, config) =>
        createAgent(type, config, {
          ...context,
          createSource: async ({ origin }) => ({ free: meteredFake(stalling, context.costs, origin) }),
        }),
    });
    const run = fleet.submit(aRequest);
    for (let seconds = 0; seconds < 70; seconds++) await time.advance(1000);
    const result = await run.result;
    assert.ok(result.status === 'finished');
    const { rows } = outcomeOf(result.summary, partsOf(run.runId));
    assert.deepEqual(
      rows.map(({ outcome }) => outcome),
      ['cancelled', 'completed'],
    );
  });
});
