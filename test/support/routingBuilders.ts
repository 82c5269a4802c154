import { silentLogger } from '../../src/base/logger';
import type { BudgetStatus } from '../../src/core/cost/budget';
import { CostTracker } from '../../src/core/cost/costTracker';
import { EventBus } from '../../src/core/events/eventBus';
import { scoreComplexity } from '../../src/core/routing/complexityScore';
import type { ModelConfig } from '../../src/core/routing/modelConfig';
import { ModelRouter, type ModelRouterOptions } from '../../src/core/routing/modelRouter';
import type { ComplexityInputs, TaskComplexity } from '../../src/core/routing/modelSelection';
import { modelsFrom } from '../../src/core/routing/modelsFrom';
import { aBudgetStatus } from './budgets';
import { FakeLedgerStore } from './fakeLedgerStore';
import { FakeSharedMemory } from './fakeSharedMemory';
import { createTestConfig, createTestModels } from './testConfig';

export const specWeights = { tokenWeighting: 0.4, structureWeighting: 0.3, contextWeighting: 0.3 };

/** A small file with one function. */
export function complexityInputs(fields: Partial<ComplexityInputs> = {}): ComplexityInputs {
  return {
    tokens: 100,
    statements: 5,
    functions: 1,
    cyclomatic: 2,
    maxNesting: 1,
    branches: 2,
    asyncOperations: 0,
    sideEffects: 0,
    dependencies: 0,
    targets: 1,
    largestTargetTokens: 100,
    unmeasuredTargets: 0,
    ...fields,
  };
}

/** The complexity that a task would have; its tier can be forced. */
export function aComplexity(fields: Partial<TaskComplexity> = {}): TaskComplexity {
  return { ...scoreComplexity(complexityInputs(), specWeights), ...fields };
}

/** A model with prices in micro-dollars per million tokens. */
export function aModel(name: string, fields: Partial<ModelConfig> = {}): ModelConfig {
  return {
    name,
    aliases: [],
    provider: 'anthropic',
    tier: 'complex',
    prices: { input: 1_000_000, output: 5_000_000, cacheRead: 100_000, cacheWrite: 1_250_000 },
    pricesAsOf: '2026-09-23',
    contextWindow: 200_000,
    maxOutputTokens: 8_000,
    capabilities: { supportsStreaming: true },
    ...fields,
  };
}

export interface RouterSetup extends Partial<ModelRouterOptions> {
  readonly complexity?: TaskComplexity;
  /** What the ledger says, or a failure to say it. */
  readonly budget?: BudgetStatus | Error;
}

/** A router of the test models, all of them available, with everything around it in memory. */
export function aRouter({
  complexity = aComplexity(),
  budget = aBudgetStatus(),
  ...options
}: RouterSetup = {}) {
  const events = new EventBus(silentLogger);
  const memory = new FakeSharedMemory();
  const clock = { now: () => 1_790_000_000_000 };
  const ledger = new FakeLedgerStore();
  const config = createTestConfig();
  const costs = new CostTracker({
    ledger,
    events,
    clock,
    timeZone: 'UTC',
    config: () => config,
    memory,
    logger: silentLogger,
  });
  let budgetReads = 0;
  costs.budgetStatus = async () => {
    budgetReads++;
    if (budget instanceof Error) throw budget;
    return budget;
  };
  const router = new ModelRouter({
    models: modelsFrom(createTestModels()),
    defaultModel: 'claude-sonnet-4.5',
    analyzer: { analyze: async () => complexity },
    costs,
    isAvailable: () => ({ ok: true }),
    memoryStore: memory,
    eventBus: events,
    logger: silentLogger,
    clock,
    ...options,
  });
  return { router, events, memory, costs, budgetReads: () => budgetReads };
}
