import assert from 'node:assert/strict';
import { EventSizes } from '../../../../../src/adapters/providers/aiSdk/boundedEvents';
import { explanationIn, tidySentence } from '../../../../../src/adapters/providers/aiSdk/providerSentence';
import { retryAfterMsOf } from '../../../../../src/adapters/providers/aiSdk/retryAfter';
import { statusFailure } from '../../../../../src/adapters/providers/aiSdk/statusFailure';
import { toTokenUsage } from '../../../../../src/adapters/providers/aiSdk/tokenUsage';

describe('retryAfterMsOf', () => {
  const of = (headers: Record<string, string>, body?: unknown) =>
    retryAfterMsOf(new Headers(headers), body, 1_000);

  it('reads seconds, fractions of them, milliseconds, and a date as seen from now', () => {
    assert.equal(of({ 'retry-after': '3' }), 3000);
    assert.equal(of({ 'retry-after': '0.25' }), 250);
    assert.equal(of({ 'retry-after-ms': '12.5', 'retry-after': '9' }), 13);
    assert.equal(of({ 'retry-after': new Date(61_000).toUTCString() }), 60_000);
    assert.equal(of({ 'retry-after': new Date(0).toUTCString() }), 0);
  });

  it('reads what Google writes into the body', () => {
    const details = [
      { '@type': 'a' },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.07s' },
    ];
    assert.equal(of({}, { error: { details } }), 34_070);
  });

  it('gives nothing for what is no time', () => {
    for (const value of ['', 'soon', '-5x']) assert.equal(of({ 'retry-after': value }), undefined, value);
    assert.equal(of({}, { error: { details: [{ retryDelay: 'long' }] } }), undefined);
    assert.equal(of({}, 'a page'), undefined);
  });
});

describe('tidySentence', () => {
  it('leaves out the key, whole or masked, and any other key', () => {
    const text =
      'Key my-secret-key is wrong, as are sk-proj-****************9f3a and sk-ant-api03-abcdefghijklm.';
    assert.equal(
      tidySentence(text, 'my-secret-key'),
      'Key [redacted] is wrong, as are [redacted] and [redacted].',
    );
  });

  it('makes one line of what came in many, without control characters, and cuts it', () => {
    assert.equal(tidySentence('a\r\n\u001b[31mb\u0000\t c ', undefined), 'a [31mb c');
    assert.equal(tidySentence('x'.repeat(500), undefined), `${'x'.repeat(300)}…`);
    assert.equal(tidySentence(' \n', undefined), undefined);
  });
});

describe('explanationIn', () => {
  it('finds what providers say, in any of their forms', () => {
    for (const body of [
      { error: { message: 'No.' } },
      { error: 'No.' },
      { message: 'No.' },
      { detail: 'No.' },
      [{ error: { message: 'No.' } }],
    ]) {
      assert.equal(explanationIn(body), 'No.');
    }
  });

  it('finds nothing in anything else', () => {
    for (const body of [undefined, null, 3, '<html>', [], { error: { message: 3 } }]) {
      assert.equal(explanationIn(body), undefined);
    }
  });
});

describe('statusFailure', () => {
  const endpoint = { provider: 'openai', baseURL: undefined, key: 'k' };

  it('does not ask to try again where the credit is used up, although the status is that of a rate limit', () => {
    const kind = 'insufficient_quota';
    const failure = statusFailure(endpoint, {
      status: 429,
      sentence: 'You exceeded your current quota',
      kind,
    });
    assert.deepEqual([failure.code, failure.isRetryable], ['provider-refused', false]);
    assert.equal(
      failure.message,
      'OpenAI has no credit left for the key (429): You exceeded your current quota.',
    );
  });

  it('says how long to wait', () => {
    const failure = statusFailure(endpoint, { status: 429, sentence: undefined, retryAfterMs: 1500 });
    assert.equal(failure.message, 'OpenAI takes no further call now (429).');
    assert.equal(failure.hint, 'Try again in 2 s, or choose another model.');
    assert.equal(failure.retryAfterMs, 1500);
  });

  it('tells a missing key from a wrong one', () => {
    const failed = { status: 401, sentence: undefined };
    assert.equal(statusFailure({ ...endpoint, key: undefined }, failed).message, 'OpenAI wants a key.');
    assert.equal(statusFailure(endpoint, failed).message, 'OpenAI does not accept the key.');
  });
});

describe('toTokenUsage', () => {
  it('never has more cache than input', () => {
    assert.deepEqual(toTokenUsage({ input: 10, cacheRead: 90, cacheWrite: 5, output: 1 }), {
      inputTokens: 95,
      cacheReadTokens: 90,
      cacheWriteTokens: 5,
      outputTokens: 1,
    });
  });

  it('is unknown where counts are missing or cannot be right', () => {
    for (const counts of [
      { input: undefined, output: 1 },
      { input: 1, output: null },
      { input: -1, output: 1 },
      { input: 1.5, output: 1 },
      { input: 1, output: Number.NaN },
      { input: 1, output: 1, cacheRead: -1 },
    ]) {
      assert.equal(toTokenUsage(counts), undefined);
    }
  });
});

describe('EventSizes', () => {
  const limits = { largestEventBytes: 100, largestAnswerBytes: 1000 };
  const event = (end: string): Uint8Array => Buffer.from(`data: ${'x'.repeat(24)}${end}`);

  it('lets many events through, whatever their lines end with', () => {
    for (const end of ['\n\n', '\r\n\r\n', '\r\r']) {
      const sizes = new EventSizes(limits);
      for (let count = 0; count < 20; count += 1) assert.ok(sizes.isWithinBounds(event(end)), end);
    }
  });

  it('stops one event that is too large, also when it is written in many lines', () => {
    for (const end of ['', '\n', '\r\n']) {
      const sizes = new EventSizes(limits);
      const results = Array.from({ length: 4 }, () => sizes.isWithinBounds(event(end)));
      assert.deepEqual(results, [true, true, true, false], JSON.stringify(end));
    }
  });

  it('stops an answer that never ends', () => {
    const sizes = new EventSizes(limits);
    let events = 0;
    while (sizes.isWithinBounds(event('\n\n'))) events += 1;
    assert.equal(events, 31);
  });

  it('has room for what providers send', () => {
    const sizes = new EventSizes();
    assert.ok(sizes.isWithinBounds(Buffer.alloc(2 * 1024 * 1024, 'x')));
    assert.equal(sizes.isWithinBounds(Buffer.alloc(3 * 1024 * 1024, 'x')), false);
  });
});
