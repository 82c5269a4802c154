import assert from 'node:assert/strict';
import { createAiSdkModel } from '../../../../src/adapters/providers/aiSdk/createAiSdkModel';
import { systemClock } from '../../../../src/base/clock';
import { costOf } from '../../../../src/core/cost/pricing';
import type { LanguageModel } from '../../../../src/core/languageModel/languageModel';
import { ProviderServer } from '../../../support/providerServer';
import { type ProviderSurface, providerSurfaces } from '../../../support/providerSurfaces';
import { aModel } from '../../../support/routingBuilders';
import { failureOf, streamAnswer } from '../../../support/streamedAnswer';

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

describe('usage of a call, as providers tell it', () => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await ProviderServer.start();
  });
  afterEach(async () => {
    await server.stop();
  });

  it('costs the same to the micro-dollar as the provider’s bill', async () => {
    // Per million: input 1 $, output 5 $, cache read 0.1 $, cache write 1.25 $; rounded up once.
    const bills: Readonly<Record<string, number>> = {
      // 25 × 1 + 9000 × 0.1 + 700 × 1.25 + 42 × 5
      anthropic: 2010,
      openai: 2010,
      'my-server': 2010,
      // 725 × 1 + 9000 × 0.1 + 42 × 5
      google: 1835,
    };
    for (const surface of providerSurfaces) {
      server.streamEvents([...surface.begin, surface.text('Hi'), ...surface.end('stop')]);
      const { usage } = await streamAnswer(modelOf(surface.provider));
      assert.ok(usage);
      const { prices } = aModel('any');
      assert.ok(prices);
      assert.equal(costOf(usage, prices), bills[surface.provider], surface.provider);
    }
  });

  it('is known from Anthropic’s and Google’s first event on, before there is any text', async () => {
    for (const provider of ['anthropic', 'google']) {
      const { begin, text, end } = surfaceOf(provider);
      server.streamEvents([...begin, text('Hi'), ...end('stop')]);
      const { parts } = await streamAnswer(modelOf(provider));
      const firstUsage = parts.findIndex(({ type }) => type === 'usage');
      const firstText = parts.findIndex((part) => part.type === 'text-delta' && part.text !== '');
      assert.ok(firstUsage >= 0 && firstUsage < firstText, provider);
    }
  });

  it('is what Anthropic’s last event says where that says more than the first', async () => {
    const { begin, text } = surfaceOf('anthropic');
    const usage = { input_tokens: 30, cache_read_input_tokens: 9001, output_tokens: 50 };
    const delta = { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage };
    server.streamEvents([...begin, text('Hi'), data(delta)]);
    const answer = await streamAnswer(modelOf('anthropic'));
    assert.equal(failureOf(answer).code, 'provider-stream-broken');
    assert.deepEqual(answer.usage, {
      inputTokens: 30 + 9001 + 700,
      cacheReadTokens: 9001,
      cacheWriteTokens: 700,
      outputTokens: 50,
    });
  });

  it('is the sum where Google answers in a chain of requests, also when the chain is cut', async () => {
    const link = (finishReason: string | undefined, output: number) =>
      data({
        candidates: [
          {
            content: { role: 'model', parts: [{ text: 'x' }] },
            index: 0,
            ...(finishReason && { finishReason, continuationToken: 'next' }),
          },
        ],
        usageMetadata: { promptTokenCount: 100, candidatesTokenCount: output },
      });
    server.onCall(({ response }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(server.calls.length === 1 ? link('CONTINUATION', 40) : link(undefined, 2));
    });
    const answer = await streamAnswer(modelOf('google'));
    assert.equal(failureOf(answer).code, 'provider-stream-broken');
    assert.equal(server.calls.length, 2);
    assert.deepEqual(answer.usage, {
      inputTokens: 200,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: 42,
    });
  });

  it('is unknown, and the answer complete, where a server of one’s own counts nothing', async () => {
    const { begin, text, end } = surfaceOf('my-server');
    const withoutUsage = end('stop').filter((event) => !event.includes('prompt_tokens'));
    server.streamEvents([...begin, text('Hi'), ...withoutUsage]);
    const { parts, error } = await streamAnswer(modelOf('my-server'));
    assert.equal(error, undefined);
    assert.deepEqual(parts.at(-1), { type: 'finish', reason: 'stop', usage: undefined });
  });

  it('is asked for from servers that only tell it then', async () => {
    server.streamEvents([]);
    await streamAnswer(modelOf('my-server'));
    assert.match(server.calls[0]?.body ?? '', /"stream_options":\{"include_usage":true\}/);
  });

  it('has the tokens in it that a server counts in the total only', async () => {
    const { begin, text, end } = surfaceOf('my-server');
    const [finish = ''] = end('stop');
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 40 };
    server.streamEvents([...begin, text('Hi'), finish, data({ choices: [], usage })]);
    const answer = await streamAnswer(modelOf('my-server'));
    assert.deepEqual(answer.usage, {
      inputTokens: 10,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: 30,
    });
  });

  it('is kept of an answer that ends for no good reason', async () => {
    const { begin, text, end } = surfaceOf('my-server');
    const [, usageEvent = ''] = end('stop');
    const toolCall = data({ choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] });
    server.streamEvents([...begin, text('Hi'), toolCall, usageEvent]);
    const answer = await streamAnswer(modelOf('my-server'));
    assert.match(failureOf(answer).message, /wants to call a tool/);
    assert.deepEqual(answer.usage, surfaceOf('my-server').usage);
  });

  it('leaves nothing stored at OpenAI', async () => {
    server.streamEvents([]);
    await streamAnswer(modelOf('openai'));
    assert.match(server.calls[0]?.body ?? '', /"store":false/);
  });

  function modelOf(provider: string): LanguageModel {
    const { modelName, basePath } = surfaceOf(provider);
    const endpoint = { provider, baseURL: `${server.url}${basePath}`, key: 'a-key-of-a-test' };
    return createAiSdkModel({ modelName, modelId: modelName, endpoint, clock: systemClock });
  }
});

function surfaceOf(provider: string): ProviderSurface {
  const surface = providerSurfaces.find((known) => known.provider === provider);
  assert.ok(surface);
  return surface;
}
