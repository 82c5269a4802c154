import assert from 'node:assert/strict';
import { createRedactingLogger } from '../../../src/base/redactingLogger';
import { createRedact, redactDeeply } from '../../../src/base/redaction';
import { verifies } from '../../requirements';
import { RecordingLogger } from '../../support/recordingLogger';

const key = 'my+own/secret="42"';
const redact = createRedact(() => [key, 'x', '']);

describe('createRedact', () => {
  it('replaces a known key wherever it stands, also as URLs and JSON have it', () => {
    const text = `a ${key} b ${key}; ?key=${encodeURIComponent(key)}; ${JSON.stringify({ key })}`;
    assert.equal(redact(text), 'a [redacted] b [redacted]; ?key=[redacted]; {"key":"[redacted]"}');
  });

  it('replaces a key that contains another one as a whole', () => {
    const both = createRedact(() => ['secret', 'secret-of-two']);
    assert.equal(both('secret-of-two secret'), '[redacted] [redacted]');
  });

  const keyLike = [
    'sk-abcdefghijklmnop',
    'sk-ant-api03-AbCd_efgh-ijkl',
    'sk-proj-AbCdEfGh123456',
    `AIza${'Sy1_'.repeat(9)}`,
    `ghp_${'a1B2'.repeat(6)}`,
    'AKIAIOSFODNN7EXAMPLE',
  ];
  for (const token of keyLike) {
    it(`replaces ${token.slice(0, 6)}…, although nobody has told of it`, () => {
      assert.equal(redact(`Incorrect key: ${token}.`), 'Incorrect key: [redacted].');
    });
  }

  it('keeps the word Bearer and takes its token', () => {
    assert.equal(redact('authorization: Bearer abc.def-123456'), 'authorization: Bearer [redacted]');
  });

  it('leaves text alone that has no key in it, and is not misled by keys that are too short to be one', () => {
    const text = 'task-force x risk-free asked in src/x.ts: 3 of 5';
    assert.equal(redact(text), text);
  });

  it('asks for the keys each time', () => {
    const keys: string[] = [];
    const growing = createRedact(() => keys);
    keys.push('set a moment ago');
    assert.equal(growing('set a moment ago!'), '[redacted]!');
  });
});

describe('redactDeeply', () => {
  it('finds keys in nested values, names, errors, their causes and their own properties', () => {
    const cause = Object.assign(new Error(`401 for ${key}`), { headers: { authorization: key } });
    const details = {
      list: [{ deep: new Map([['k', key]]) }, new Set([key])],
      [`name ${key}`]: 1,
      url: new URL(`https://host/?key=${encodeURIComponent(key)}`),
      error: new Error('Call failed', { cause }),
    };
    const redacted = redactDeeply(details, redact);
    const text = JSON.stringify(redacted);
    for (const form of [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)])
      assert.ok(!text.includes(form), text);
    assert.match(text, /"message":"Call failed"/);
    assert.match(text, /"message":"401 for \[redacted\]"/);
    assert.match(text, /"authorization":"\[redacted\]"/);
  });

  it('ends on what contains itself, and gives what JSON can show', () => {
    const circular: Record<string, unknown> = { big: 1n, bytes: new Uint8Array(3), when: new Date(0) };
    circular.self = circular;
    assert.deepEqual(redactDeeply(circular, redact), {
      big: '1',
      bytes: '[3 bytes]',
      when: '1970-01-01T00:00:00.000Z',
      self: '[circular]',
    });
  });

  it('shows an object twice that stands in two places', () => {
    const shared = { a: 1 };
    assert.deepEqual(redactDeeply([shared, shared], redact), [{ a: 1 }, { a: 1 }]);
  });
});

describe('createRedactingLogger', () => {
  it(`takes keys out of messages and details at every level ${verifies('KEY-1')}`, () => {
    const target = new RecordingLogger();
    const logger = createRedactingLogger(target, redact);
    for (const level of ['debug', 'info', 'warn', 'error'] as const)
      logger[level](`with ${key}`, { a: { b: key } });
    assert.deepEqual(
      target.entries,
      ['debug', 'info', 'warn', 'error'].map((level) => `${level}: with [redacted]`),
    );
    assert.deepEqual(
      target.details,
      Array.from({ length: 4 }, () => ({ a: { b: '[redacted]' } })),
    );
  });

  it('hands on no details where there were none', () => {
    const target = new RecordingLogger();
    createRedactingLogger(target, redact).info('plain');
    assert.deepEqual(target.details, [undefined]);
  });
});
