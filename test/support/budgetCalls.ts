import type { PlannedCall } from '../../src/core/cost/plannedCall';
import type { ModelConfig } from '../../src/core/routing/modelConfig';

/** One micro-dollar for a token of input, five for one of output. */
export const callModel: ModelConfig = {
  name: 'mock',
  aliases: [],
  provider: 'mock',
  tier: 'complex',
  prices: { input: 1_000_000, output: 5_000_000, cacheRead: 100_000, cacheWrite: 1_250_000 },
  pricesAsOf: '2026-09-23',
  contextWindow: 200_000,
  maxOutputTokens: 8000,
  capabilities: { supportsStreaming: true },
};

/** A call of the model above that may cost up to 1000 micro-dollars, with the given fields in place of the usual ones. */
export function aCall(callId: string, fields: Partial<PlannedCall> = {}): PlannedCall {
  return {
    callId,
    model: callModel,
    worstCaseMicroUsd: 1000,
    runId: 'run-1',
    agentId: 'agent-1',
    agentType: 'test-generator',
    taskType: 'generate-tests',
    workspace: '/home/ann/shop',
    ...fields,
  };
}
