import assert from 'node:assert/strict';
import { ledgerRowOf } from '../../../../src/core/cost/ledgerRowOf';
import { verifies } from '../../../requirements';
import { aModel, aRouter, aTask } from '../../../support/routingBuilders';

const usage = { inputTokens: 9725, cacheReadTokens: 9000, cacheWriteTokens: 700, outputTokens: 100 };
const call = {
  callId: 'call-1',
  endedAtMs: 7,
  runId: 'run-1',
  agentType: 'test-generator',
  workspace: '/workspace',
  outcome: 'completed',
  provenance: 'measured',
} as const;

describe('ledgerRowOf', () => {
  it(`computes the cost from the usage and the prices of the selected model ${verifies('MEM-6.2-3')}`, async () => {
    const selection = await aRouter({ models: [aModel('claude')] }).router.selectModel(aTask());
    assert.deepEqual(ledgerRowOf({ ...call, selection, usage }), {
      ...call,
      modelId: 'claude',
      taskType: 'generate-tests',
      inputTokens: 9725,
      outputTokens: 100,
      // 25 × 1 + 9000 × 0.1 + 700 × 1.25 + 100 × 5
      costMicroUsd: 2300,
    });
  });

  it(`writes down no 0 for an unknown price ${verifies('CFG-5.1-18')}`, async () => {
    const models = [aModel('mystery', { prices: undefined })];
    const selection = await aRouter({ models }).router.selectModel(aTask());
    assert.throws(() => ledgerRowOf({ ...call, selection, usage }), /price of mystery is not known/);
  });
});
