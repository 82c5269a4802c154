import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Conversation } from '../../src/core/languageModel/conversation';
import type { LanguageModel, StreamPart } from '../../src/core/languageModel/languageModel';
import { withTimeout } from '../../src/core/languageModel/withTimeout';
import { verifies } from '../requirements';
import { ManualTime } from '../support/manualTimer';
import { beginStream, type Exchange, ProviderServer, send } from '../support/providerServer';
import type { ProviderSurface } from '../support/providerSurfaces';
import { aPrompt, failureOf, type StreamedAnswer, streamAnswer } from '../support/streamedAnswer';

const aConversation: Conversation = {
  system: 'Be short.',
  messages: [
    { role: 'user', text: 'Weather in Rome?' },
    {
      role: 'assistant',
      text: 'I look.',
      toolCalls: [{ callId: 'call_1', name: 'look_up', input: { city: 'Rome' } }],
    },
    { role: 'tool', callId: 'call_1', toolName: 'look_up', text: 'sunny' },
  ],
  tools: [
    {
      name: 'look_up',
      description: 'Says the weather',
      inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  ],
  mustCallTool: false,
};

export const contractKey = 'a-key-like-no-other-4f9a0c';

/** What every LanguageModel behind HTTP must do, over real connections; `create` makes the model of an address up to its version. */
export function languageModelContract(
  surface: ProviderSurface,
  create: (baseURL: string) => LanguageModel,
): void {
  describe(`${surface.provider} as a LanguageModel`, () => {
    let server: ProviderServer;
    let model: LanguageModel;
    beforeEach(async () => {
      server = await ProviderServer.start();
      model = create(`${server.url}${surface.basePath}`);
    });
    afterEach(async () => {
      await server.stop();
    });

    const { begin, text, end } = surface;
    const wholeAnswer = [...begin, text('Hello '), text('wörld 🙂'), ...end('stop')];

    it(`gives the text in order, its usage to the token, and one end ${verifies('MOD-1')}`, async () => {
      server.streamEvents(wholeAnswer);
      const answer = await streamAnswer(model);
      assert.equal(answer.error, undefined);
      assert.equal(answer.text, 'Hello wörld 🙂');
      assert.deepEqual(answer.parts.at(-1), { type: 'finish', reason: 'stop', usage: surface.usage });
      assert.equal(answer.parts.filter(({ type }) => type === 'finish').length, 1);
    });

    it('makes one call, with the key, the model, the prompt and the limit in it', async () => {
      server.streamEvents(wholeAnswer);
      await streamAnswer(model, { maxOutputTokens: 321 });
      const [call, ...others] = server.calls;
      assert.deepEqual(others, []);
      assert.equal(call?.path, surface.callPath);
      const [header, written] = surface.keyHeader;
      assert.equal(call.headers[header], written(contractKey));
      for (const part of [aPrompt.system, aPrompt.user, '321']) assert.ok(call.body.includes(part), part);
      assert.ok(`${call.path}${call.body}`.includes(surface.modelName));
    });

    it('goes on with a conversation: all that was said, the tools, and what they gave are in the call', async () => {
      server.streamEvents(wholeAnswer);
      const answer = await streamAnswer(model, {}, undefined, aConversation);
      assert.deepEqual([answer.error, answer.text], [undefined, 'Hello wörld 🙂']);
      const body = server.calls[0]?.body ?? '';
      for (const part of [
        'Be short.',
        'Weather in Rome?',
        'I look.',
        'look_up',
        'Rome',
        'sunny',
        'Says the weather',
      ])
        assert.ok(body.includes(part), `${part} is missing in ${body}`);
    });

    it('hands on calls of tools, whole, and says that it waits for them', async () => {
      const input = { city: 'Rome', days: [1, 2] };
      const toolCall = surface.toolCall({ callId: 'call_7', name: 'look_up', input });
      server.streamEvents([...begin, text('I look. '), ...toolCall, ...end('tool-calls')]);
      const { parts, error } = await streamAnswer(model, {}, undefined, aConversation);
      assert.equal(error, undefined);
      const calls = parts.flatMap((part) => (part.type === 'tool-call' ? [part.call] : []));
      assert.deepEqual(
        calls.map(({ name, input: given }) => [name, given]),
        [['look_up', input]],
      );
      assert.ok(calls[0]?.callId);
      assert.deepEqual(parts.at(-1), { type: 'finish', reason: 'tool-calls', usage: surface.usage });
      // What the provider has put beside the call goes back with it.
      server.streamEvents(wholeAnswer);
      await streamAnswer(model, {}, undefined, {
        ...aConversation,
        messages: [
          { role: 'user', text: 'Weather in Rome?' },
          { role: 'assistant', text: '', toolCalls: calls },
          { role: 'tool', callId: calls[0].callId, toolName: 'look_up', text: 'sunny' },
        ],
      });
      const sentBack = server.calls[1]?.body ?? '';
      assert.equal(sentBack.includes('a-signature'), toolCall.join('').includes('a-signature'), sentBack);
    });

    it('says whether the model was at its limit or a filter stopped it', async () => {
      for (const reason of ['length', 'content-filter'] as const) {
        server.streamEvents([...begin, text('Hel'), ...end(reason)]);
        const answer = await streamAnswer(model);
        assert.deepEqual(answer.parts.at(-1), { type: 'finish', reason, usage: surface.usage });
      }
    });

    it('reads an answer that arrives byte by byte', async () => {
      server.onCall(async ({ response }) => {
        beginStream(response);
        for (const byte of Buffer.from(wholeAnswer.join(''))) await send(response, Uint8Array.of(byte));
        response.end();
      });
      const answer = await streamAnswer(model);
      assert.equal(answer.text, 'Hello wörld 🙂');
      assert.deepEqual(answer.parts.at(-1), { type: 'finish', reason: 'stop', usage: surface.usage });
    });

    it('reads lines that end with CR LF, comments and what it does not know', async () => {
      const unusual = [': keep-alive\n\n', ...wholeAnswer].join('').replaceAll('\n', '\r\n');
      server.streamEvents([unusual]);
      assert.equal((await streamAnswer(model)).text, 'Hello wörld 🙂');
    });

    it(`does not take an answer for complete that ends early, and keeps what is known of its usage ${verifies('MOD-2')}`, async () => {
      server.streamEvents([...begin, text('Hel')]);
      const answer = await streamAnswer(model);
      const failure = failureOf(answer);
      assert.equal(failure.code, 'provider-stream-broken');
      assert.equal(failure.isRetryable, true);
      assert.equal(answer.text, 'Hel');
      assert.deepEqual(answer.usage, surface.usageWhenCut);
    });

    it('does not take nothing for an answer', async () => {
      server.streamEvents([]);
      assert.equal(failureOf(await streamAnswer(model)).code, 'provider-stream-broken');
    });

    it('notices a connection that is lost in mid-answer', async () => {
      const failure = failureOf(await loseConnectionInMidAnswer());
      assert.equal(failure.code, 'provider-stream-broken');
      assert.equal(failure.isRetryable, true);
      assert.match(failure.message, /connection to .* was lost/);
      assertHasNoSecret(failure);
    });

    it('takes an error within the stream for what it is, before and after text', async () => {
      for (const events of [begin, [...begin, text('Hel')]]) {
        server.streamEvents([...events, surface.overloaded, ...end('stop')]);
        const failure = failureOf(await streamAnswer(model));
        assert.equal(failure.code, 'provider-overloaded');
        assert.equal(failure.isRetryable, true);
        assert.match(failure.message, /Overloaded/);
      }
    });

    it('fails on an event that is broken, although the stream goes on to a good end', async () => {
      server.streamEvents([...begin, text('Hel'), 'data: {"broken\n\n', text('lo'), ...end('stop')]);
      const answer = await streamAnswer(model);
      assert.equal(failureOf(answer).code, 'provider-stream-broken');
      assert.equal(answer.text, 'Hel');
    });

    it('fails on an answer that is no stream of events', async () => {
      for (const [type, body] of [
        ['text/html', '<html>Log in</html>'],
        ['application/json', JSON.stringify(surface.errorBody('The proxy is asleep'))],
      ] as const) {
        server.onCall(({ response }) => void response.writeHead(200, { 'content-type': type }).end(body));
        const failure = failureOf(await streamAnswer(model));
        assert.equal(failure.code, 'provider-stream-broken');
        assert.ok(failure.message.includes(type), failure.message);
        assert.equal(failure.message.includes('asleep'), type === 'application/json', failure.message);
      }
    });

    it('ends a connection that sends one endless line, before it is in memory', async () => {
      let sentBytes = 0;
      server.onCall(async ({ response }) => {
        await send(beginStream(response), `${begin.join('')}data: "`);
        const piece = Buffer.alloc(64 * 1024, 'x');
        while (sentBytes < 10 * 1024 * 1024 && !response.destroyed) {
          await send(response, piece).catch(() => {});
          sentBytes += piece.length;
        }
        response.end('"\n\n');
      });
      const failure = failureOf(await streamAnswer(model));
      assert.equal(failure.code, 'provider-stream-broken');
      assert.match(failure.message, /more in one piece/);
      assert.ok(sentBytes < 10 * 1024 * 1024, `${sentBytes} bytes were taken`);
    });

    const statuses = [
      [400, 'provider-refused', false],
      [401, 'provider-authentication', false],
      [402, 'provider-refused', false],
      [403, 'provider-authentication', false],
      [404, 'provider-refused', false],
      [408, 'provider-timed-out', true],
      [413, 'provider-refused', false],
      [429, 'provider-rate-limited', true],
      [500, 'provider-overloaded', true],
      [502, 'provider-timed-out', true],
      [503, 'provider-overloaded', true],
      [504, 'provider-timed-out', true],
      [529, 'provider-overloaded', true],
    ] as const;
    for (const [status, code, isRetryable] of statuses) {
      it(`turns status ${status} into ${code}, with the provider's own words but never the key`, async () => {
        const explanation = `Bad luck with ${contractKey} on line 1\nof the request`;
        server.onCall(({ response }) => {
          response.writeHead(status, { 'content-type': 'application/json', 'x-echo': contractKey });
          response.end(JSON.stringify(surface.errorBody(explanation)));
        });
        const answer = await streamAnswer(model);
        const failure = failureOf(answer);
        assert.deepEqual([failure.code, failure.isRetryable], [code, isRetryable]);
        const quoted = failure.message.includes('Bad luck with [redacted] on line 1 of the request.');
        assert.equal(quoted, status !== 401, failure.message);
        assert.ok(failure.hint, 'it says what to do');
        assertHasNoSecret(failure);
        assert.deepEqual(answer.parts, []);
        assert.equal(server.calls.length, 1, 'nothing is tried again in here');
      });
    }

    it('understands how long to wait, in seconds, milliseconds and as a date, or not at all', async () => {
      const inAMinute = new Date(Math.floor(Date.now() / 1000) * 1000 + 60_000);
      const headers: readonly (readonly [Record<string, string>, (ms: number | undefined) => boolean])[] = [
        [{ 'retry-after': '7' }, (ms) => ms === 7000],
        [{ 'retry-after-ms': '1500', 'retry-after': '2' }, (ms) => ms === 1500],
        [{ 'retry-after': inAMinute.toUTCString() }, (ms) => ms !== undefined && ms > 30_000 && ms <= 60_000],
        [{ 'retry-after': 'soon' }, (ms) => ms === undefined],
        [{}, (ms) => ms === undefined],
      ];
      for (const [header, isRight] of headers) {
        server.onCall(({ response }) => void response.writeHead(429, header).end());
        const { retryAfterMs } = failureOf(await streamAnswer(model));
        assert.ok(isRight(retryAfterMs), `${JSON.stringify(header)}: ${retryAfterMs}`);
      }
    });

    it('does not follow a redirect, which could carry the key away', async () => {
      const thief = await ProviderServer.start();
      try {
        server.onCall(({ response }) => void response.writeHead(307, { location: `${thief.url}/v1` }).end());
        assert.equal(failureOf(await streamAnswer(model)).code, 'provider-refused');
        assert.deepEqual(thief.calls, []);
      } finally {
        await thief.stop();
      }
    });

    it('says that nothing answers at an address, without the key', async () => {
      const { url } = server;
      await server.stop();
      const failure = failureOf(await streamAnswer(model));
      server = await ProviderServer.start();
      assert.equal(failure.code, 'provider-unreachable');
      assert.equal(failure.isRetryable, true);
      assert.ok(failure.message.includes(`${url}: nothing answers there.`), failure.message);
      assertHasNoSecret(failure);
    });

    it(`keeps the key out of the errors of a stream, too ${verifies('KEY-1')}`, async () => {
      server.streamEvents([...begin, `data: {"broken": "${contractKey}\n\n`]);
      assertHasNoSecret(failureOf(await streamAnswer(model)));
    });

    it('does not call at all when it is cancelled before', async () => {
      const { parts, error } = await streamAnswer(model, { signal: AbortSignal.abort() });
      assert.deepEqual([parts, (error as Error).name], [[], 'AbortError']);
      assert.deepEqual(server.calls, []);
    });

    it('ends the connection when it is cancelled before the answer begins', async () => {
      const abort = new AbortController();
      server.onCall(() => {});
      const call = server.nextCall();
      const answer = streamAnswer(model, { signal: abort.signal });
      const { closed } = await call;
      abort.abort();
      assert.equal(((await answer).error as Error).name, 'AbortError');
      await closed;
    });

    it(`ends the connection when it is cancelled in mid-answer ${verifies('MOD-3')}`, async () => {
      const abort = new AbortController();
      const call = pauseAfterText();
      const { error } = await streamAnswer(model, { signal: abort.signal }, (part) => {
        if (isHel(part)) abort.abort();
      });
      assert.equal((error as Error).name, 'AbortError');
      await (await call).closed;
    });

    it('ends the connection when its reader stops reading', async () => {
      const call = pauseAfterText();
      const options = { maxOutputTokens: 100, signal: new AbortController().signal };
      for await (const part of model.doStream(aPrompt, options)) {
        if (isHel(part)) break;
      }
      await (await call).closed;
    });

    it('is given up by withTimeout when it never begins, and its connection really ends', async () => {
      const time = new ManualTime();
      server.onCall(() => {});
      const call = server.nextCall();
      const answer = streamAnswer(impatient(time));
      const { closed } = await call;
      await time.advance(1000);
      assert.equal(failureOf(await answer).code, 'provider-timed-out');
      await closed;
      assert.equal(time.pendingTimers, 0);
    });

    it('is given up by withTimeout when it falls silent, and its connection really ends', async () => {
      const time = new ManualTime();
      const call = pauseAfterText();
      const answer = await streamAnswer(impatient(time), {}, (part) => {
        // In a task of its own: the reader has to be waiting again by then.
        if (isHel(part)) setImmediate(() => void time.advance(2000));
      });
      assert.equal(failureOf(answer).code, 'provider-timed-out');
      assert.equal(answer.text, 'Hel');
      await (await call).closed;
    });

    function impatient({ setTimer }: ManualTime): LanguageModel {
      return withTimeout(model, { firstPartTimeoutMs: 1000, idleTimeoutMs: 2000, setTimer });
    }

    /** Every further call gets some text, and then nothing. */
    function pauseAfterText(): Promise<Exchange> {
      server.onCall(({ response }) => send(beginStream(response), [...begin, text('Hel')].join('')));
      return server.nextCall();
    }

    async function loseConnectionInMidAnswer(): Promise<StreamedAnswer> {
      const call = pauseAfterText();
      return await streamAnswer(model, {}, async (part) => {
        if (isHel(part)) (await call).response.socket?.resetAndDestroy();
      });
    }
  });
}

function isHel(part: StreamPart): boolean {
  return part.type === 'text-delta' && part.text === 'Hel';
}

/** Neither the error nor anything that hangs on it, hidden properties and causes included, has the key or the prompt in it. */
function assertHasNoSecret(error: Error): void {
  assert.equal(error.cause, undefined, 'what was thrown below knows the request');
  const everything = inspect(error, {
    depth: Number.POSITIVE_INFINITY,
    showHidden: true,
    maxStringLength: null,
  });
  for (const secret of [contractKey, aPrompt.user]) assert.ok(!everything.includes(secret), everything);
}
