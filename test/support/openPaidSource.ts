import { createTypeScriptLanguageAdapter } from '../../src/adapters/languages/typescript/typeScriptLanguageAdapter';
import { createSqlJsLedgerStore } from '../../src/adapters/storage/sqlJsLedgerStore';
import { createSqlJsMemoryStore } from '../../src/adapters/storage/sqlJsMemoryStore';
import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import { systemTimer } from '../../src/base/timer';
import { createProviders } from '../../src/composition/createProviders';
import { createRouter } from '../../src/composition/createRouter';
import { createSource } from '../../src/composition/createSource';
import { parseFleetConfig } from '../../src/core/config/fleetConfig';
import { CostTracker } from '../../src/core/cost/costTracker';
import { EventBus } from '../../src/core/events/eventBus';
import type { PaidSource } from '../../src/core/generation/candidateSources';
import { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import { environmentKeys } from '../../src/core/providerKeys';
import { fakeWorkbench } from './generationFakes';
import { aTask } from './tasks';

export interface PaidSourceOptions {
  /** For the ledger and the memory. */
  readonly folder: string;
  readonly wasmPath: string;
  /** Of a server that speaks OpenAI's protocol below `/house/v1` and `/annex/v1`. */
  readonly url: string;
  /** In dollars. */
  readonly budgetLimits: object;
}

export interface OpenedPaidSource {
  readonly paid: PaidSource;
  /** Model, outcome and cost of each call on record. */
  rows(): Promise<readonly (readonly [modelId: string, outcome: string, costMicroUsd: number])[]>;
  /** What is spent or held back for the run, as its budget sees it; undefined without one. */
  spentMicroUsd(): Promise<number | undefined>;
  close(): Promise<void>;
}

/**
 * The source that asks models for tests of `src/shop.ts`, as the product puts it together, with a router, a ledger and providers
 * that are real: `weak` ($3 and $15 per million tokens), which is chosen first; `spare` ($4 and $20), of another provider; and
 * `strong` ($10 and $50), one tier above them.
 */
export async function openPaidSource({
  folder,
  wasmPath,
  url,
  budgetLimits,
}: PaidSourceOptions): Promise<OpenedPaidSource> {
  const config = parseFleetConfig({
    features: { multiModelRouter: true },
    routing: {
      providers: { house: { baseURL: `${url}/house/v1` }, annex: { baseURL: `${url}/annex/v1` } },
      models: [
        { name: 'weak', provider: 'house', tier: 'simple', prices: { input: 3, output: 15 }, ...size },
        { name: 'spare', provider: 'annex', tier: 'simple', prices: { input: 4, output: 20 }, ...size },
        { name: 'strong', provider: 'house', tier: 'moderate', prices: { input: 10, output: 50 }, ...size },
      ],
      costTracking: { enabled: true, budgetLimits },
    },
  });
  const common = { logger: silentLogger, clock: systemClock };
  const files = { folder, wasmPath, logger: silentLogger };
  const ledger = createSqlJsLedgerStore(files);
  const memory = new SwarmMemoryManager({ store: createSqlJsMemoryStore(files), ...common });
  const events = new EventBus(silentLogger);
  const costs = new CostTracker({ ledger, events, timeZone: 'UTC', config: () => config, memory, ...common });
  const ports = {
    ...common,
    door: 'command' as const,
    config: () => config,
    isTrusted: () => true,
    timeZone: 'UTC',
    storageFolder: folder,
    distFolder: folder,
    keys: environmentKeys({ AGENTIC_QE_KEY_HOUSE: 'secret', AGENTIC_QE_KEY_ANNEX: 'secret' }),
  };
  const providers = createProviders({ ports, costs, editorModels: undefined });
  const router = createRouter(config.routing, {
    providers,
    costs,
    memoryStore: memory,
    eventBus: events,
    ...common,
  });
  const task = aTask();
  const selection = await router.selectModel(task);
  const { workbench } = fakeWorkbench({}, { tests: {} });
  const language = createTypeScriptLanguageAdapter();
  const { paid } = createSource(
    { providers, meter: costs, clock: systemClock, setTimer: systemTimer },
    {
      workbench: { ...workbench, languageFor: async () => language },
      selection,
      origin: {
        runId: task.id,
        agentId: 'agent-1',
        agentType: 'test-generator',
        taskType: task.type,
        workspace: '/workspace',
      },
      progressIntervalMs: 5000,
      nextModel: (failed, error) => router.selectFallback(task, failed, error),
      escalate: (weak, failure) => router.escalate(task, weak, failure),
      onAnswered: ({ modelConfig }) => router.reportSuccess(modelConfig),
    },
  );
  if (!paid) throw new Error(selection.reason);
  return {
    paid,
    rows: async () =>
      (await costs.rowsOf('all')).map(({ modelId, outcome, costMicroUsd }) => [
        modelId,
        outcome,
        costMicroUsd,
      ]),
    spentMicroUsd: async () => (await costs.budgetStatus({ runId: task.id })).run?.spentMicroUsd,
    close: async () => {
      await router.flush();
      await memory.close();
      await ledger.close();
    },
  };
}

const size = { contextWindow: 200_000, maxOutputTokens: 8000 };
