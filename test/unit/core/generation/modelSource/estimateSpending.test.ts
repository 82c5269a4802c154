import assert from 'node:assert/strict';
import type { PlannedCall } from '../../../../../src/core/cost/plannedCall';
import type { CandidateRequest, TestGap } from '../../../../../src/core/generation/candidate';
import { estimateSpending } from '../../../../../src/core/generation/modelSource/estimateSpending';
import { createPrompt } from '../../../../../src/core/generation/modelSource/prompt';
import { withMetering } from '../../../../../src/core/languageModel/withMetering';
import type { ModelConfig } from '../../../../../src/core/routing/modelConfig';
import { estimateTokens } from '../../../../../src/core/routing/tokenEstimate';
import { FakeLanguageModel } from '../../../../support/fakeLanguageModel';
import { aCandidateRequest } from '../../../../support/modelSourceBuilders';
import { aModel } from '../../../../support/routingBuilders';

const aGap = (line: number): TestGap => ({
  kind: 'statements',
  unit: 'discount',
  line,
  description: `line ${line} is not executed`,
});
const gaps = (count: number): readonly TestGap[] =>
  Array.from({ length: count }, (_, index) => aGap(index + 1));
const unpriced = (changes: Partial<ModelConfig> = {}) =>
  aModel('unpriced', { prices: undefined, ...changes });

/** What the meter holds back for the call that the request leads to. */
async function reservedFor(request: CandidateRequest, modelConfig: ModelConfig): Promise<number | undefined> {
  const planned: PlannedCall[] = [];
  const model = withMetering(new FakeLanguageModel([[]]), {
    modelConfig,
    createCallId: () => 'call',
    origin: { runId: 'run', agentId: 'a', agentType: 'a', taskType: 't', workspace: '/' },
    meter: {
      reserve: async (call) => {
        planned.push(call);
        throw new Error('The meter has seen enough.');
      },
    },
  });
  const { signal } = new AbortController();
  const options = { maxOutputTokens: 1_000_000, signal };
  await assert.rejects(async () => {
    for await (const _part of model.doStream(createPrompt(request), options));
  }, /seen enough/);
  return planned[0]?.worstCaseMicroUsd;
}

describe('estimateSpending', () => {
  it('gives as the worst case what is going to be held back, and one of the calls made three times', async () => {
    const model = aModel('priced');
    const requests = [aCandidateRequest(), aCandidateRequest({ gaps: gaps(3) })];
    const held = await Promise.all(requests.map((request) => reservedFor(request, model)));
    const [first = Number.NaN, second = Number.NaN] = held;
    const dearest = Math.max(first, second);
    assert.equal(estimateSpending(requests, model).worstMicroUsd, first + second + 2 * dearest);
  });

  it('counts the tokens of the prompt and of a usual answer, in whole micro-dollars', () => {
    // $1 for input and $5 for output, per million tokens; 10 gaps are closed by 7 tests.
    const request = aCandidateRequest({ gaps: gaps(10) });
    const { system, user } = createPrompt(request);
    const input = estimateTokens(system) + estimateTokens(user);
    const { likelyMicroUsd } = estimateSpending([request], aModel('priced'));
    assert.equal(likelyMicroUsd, input + 5 * (200 + 7 * 120));
  });

  it('grows with what is wanted, up to what one answer holds', () => {
    const likely = (request: CandidateRequest) =>
      estimateSpending([request], aModel('priced')).likelyMicroUsd;
    assert.ok(likely(aCandidateRequest({ gaps: gaps(20) })) > likely(aCandidateRequest({ gaps: gaps(2) })));
    assert.ok(likely(aCandidateRequest()) > likely(aCandidateRequest({ focus: ['discount'] })));
    const many = aCandidateRequest({ gaps: gaps(60) });
    const { system, user } = createPrompt(many);
    assert.equal(likely(many), estimateTokens(system) + estimateTokens(user) + 5 * (200 + 25 * 120));
  });

  it('is never likelier than the worst case', () => {
    const short = aModel('short', { maxOutputTokens: 10 });
    const { likelyMicroUsd, worstMicroUsd } = estimateSpending([aCandidateRequest()], short);
    assert.ok(likelyMicroUsd <= worstMicroUsd);
  });

  it('takes the ceiling of a call where there is no price, and no number where there is neither', () => {
    const requests = [aCandidateRequest(), aCandidateRequest()];
    assert.deepEqual(estimateSpending(requests, unpriced({ ceilingPerCallMicroUsd: 50_000 })), {
      likelyMicroUsd: 100_000,
      worstMicroUsd: 200_000,
    });
    assert.deepEqual(estimateSpending(requests, unpriced()), {
      likelyMicroUsd: Number.POSITIVE_INFINITY,
      worstMicroUsd: Number.POSITIVE_INFINITY,
    });
  });

  it('of nothing is nothing', () => {
    assert.deepEqual(estimateSpending([], unpriced()), { likelyMicroUsd: 0, worstMicroUsd: 0 });
  });
});
