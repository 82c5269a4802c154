import assert from 'node:assert/strict';
import { LLMock } from '@copilotkit/aimock';
import { createAiSdkModel } from '../../../../src/adapters/providers/aiSdk/createAiSdkModel';
import { systemClock } from '../../../../src/base/clock';
import type { LanguageModel } from '../../../../src/core/languageModel/languageModel';
import { type ProviderSurface, providerSurfaces } from '../../../support/providerSurfaces';
import { aPrompt, failureOf, streamAnswer } from '../../../support/streamedAnswer';

/** What providers count as input and output of a call, in their own words. */
const usageFields: Readonly<Record<string, object>> = {
  anthropic: { input_tokens: 31, output_tokens: 17 },
  openai: { input_tokens: 31, output_tokens: 17, total_tokens: 48 },
  google: { promptTokenCount: 31, candidatesTokenCount: 17, totalTokenCount: 48 },
  'my-server': { prompt_tokens: 31, completion_tokens: 17, total_tokens: 48 },
};
const usage = { inputTokens: 31, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 17 };

/** A second opinion on how providers write: a server that others have made after the real ones. */
for (const surface of providerSurfaces) {
  describe(`${surface.provider} against aimock`, () => {
    let mock: LLMock;
    beforeEach(async () => {
      mock = new LLMock({ port: 0, logLevel: 'silent' });
      await mock.start();
    });
    afterEach(async () => {
      await mock.stop();
    });

    it('gives the text and its usage', async () => {
      const content = 'expect(add(1, 2)).toBe(3); // 🙂'.repeat(5);
      mock.onMessage(
        aPrompt.user,
        { content, usage: { ...usageFields[surface.provider] } },
        { chunkSize: 7 },
      );
      const answer = await streamAnswer(modelAt(mock, surface));
      assert.equal(answer.text, content);
      assert.deepEqual(answer.parts.at(-1), { type: 'finish', reason: 'stop', usage });
      assert.equal(mock.getRequests().length, 1);
    });

    it('turns 429 with Retry-After and 529 into their failures', async () => {
      mock.onMessage(aPrompt.user, { error: { message: 'Slow down' }, status: 429, retryAfter: 7 });
      const limited = failureOf(await streamAnswer(modelAt(mock, surface)));
      assert.deepEqual([limited.code, limited.retryAfterMs], ['provider-rate-limited', 7000]);
      assert.match(limited.message, /Slow down/);
      mock.clearFixtures();
      mock.onMessage(aPrompt.user, { error: { message: 'Full' }, status: 529 });
      assert.equal(failureOf(await streamAnswer(modelAt(mock, surface))).code, 'provider-overloaded');
    });

    it('does not take an answer for complete whose connection is cut', async () => {
      mock.onMessage(aPrompt.user, { content: 'x'.repeat(200) }, { chunkSize: 10, truncateAfterChunks: 5 });
      const answer = await streamAnswer(modelAt(mock, surface));
      // The end may overtake the beginning.
      assert.match(failureOf(answer).code, /^provider-(stream-broken|unreachable)$/);
    });
  });
}

function modelAt(mock: LLMock, { provider, modelName, basePath }: ProviderSurface): LanguageModel {
  const endpoint = { provider, baseURL: `${mock.url}${basePath}`, key: 'a-key-of-a-test' };
  return createAiSdkModel({ modelName, modelId: modelName, endpoint, clock: systemClock });
}
