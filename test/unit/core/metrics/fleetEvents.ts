import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import type { AgentId } from '../../../../src/core/agents/agentId';
import { allFeaturesOff } from '../../../../src/core/config/featureFlags';
import type { BudgetWindow } from '../../../../src/core/cost/budget';
import type { LedgerRow } from '../../../../src/core/cost/ledgerStore';
import { EventBus } from '../../../../src/core/events/eventBus';
import type { EventMap } from '../../../../src/core/events/eventMap';
import { measured } from '../../../../src/core/figure';
import { aLedgerRow } from '../../../support/ledgerRows';

/** A bus on which a handler that throws fails the test. */
export function aStrictEventBus(): EventBus {
  return new EventBus({ ...silentLogger, error: (_, details) => assert.fail(String(details?.error)) });
}

/** The agent `agent-1`, a test generator. */
export function anAgentId(fields: Partial<AgentId> = {}): AgentId {
  return { id: 'agent-1', type: 'test-generator', createdAtMs: 1, ...fields };
}

export function aSpawnedEvent(agentId: string): EventMap['agent:spawned'] {
  return {
    agentId,
    type: 'test-generator',
    config: { hasModelRouter: false, streamingEnabled: false, features: allFeaturesOff },
  };
}

/** A ledger row of `run-1` as the bus announces it. */
export function aCostEvent(entry: Partial<LedgerRow>): EventMap['cost.tracked'] {
  const window: BudgetWindow = {
    budgetType: 'daily',
    spentMicroUsd: 0,
    limitMicroUsd: undefined,
    resetsAtMs: 1,
    isEstimated: false,
  };
  return {
    entry: aLedgerRow(entry),
    dailyTotal: 0,
    budgetStatus: { daily: window, weekly: window, monthly: window },
  };
}

/** The free engine was chosen to generate tests. */
export function aModelSelectedEvent(fields: { readonly durationMs: number }): EventMap['model.selected'] {
  return {
    agentId: anAgentId(),
    taskId: 'run-1',
    durationMs: fields.durationMs,
    selection: {
      modelName: 'embedded',
      modelConfig: {
        name: 'embedded',
        aliases: [],
        provider: 'embedded',
        tier: 'complex',
        prices: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
        pricesAsOf: undefined,
        contextWindow: 1,
        maxOutputTokens: 1,
        capabilities: { supportsStreaming: true },
      },
      complexity: undefined,
      reason: 'It is free.',
      rejected: [],
      worstCaseCostMicroUsd: measured(0),
      kind: 'default',
      taskId: 'run-1',
      taskType: 'generate-tests',
      agentId: 'agent-1',
    },
  };
}
