import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { CostTracker } from '../../../../src/core/cost/costTracker';
import type { LedgerRow } from '../../../../src/core/cost/ledgerStore';
import { LedgerError, ProviderError } from '../../../../src/core/errors';
import { EventBus } from '../../../../src/core/events/eventBus';
import type { StreamPart } from '../../../../src/core/languageModel/languageModel';
import { withMetering } from '../../../../src/core/languageModel/withMetering';
import type { ModelConfig } from '../../../../src/core/routing/modelConfig';
import { verifies } from '../../../requirements';
import {
  aUsage,
  FakeLanguageModel,
  finish,
  type ScriptedPart,
  text,
} from '../../../support/fakeLanguageModel';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';
import { FakeSharedMemory } from '../../../support/fakeSharedMemory';
import { aModel } from '../../../support/routingBuilders';

const prompt = { system: 'You write tests.', user: 'Test add(a, b).' };
const origin = {
  runId: 'run-1',
  agentId: 'agent-1',
  agentType: 'test-generator',
  taskType: 'generate-tests',
  workspace: '/workspace',
};

interface Setup {
  readonly modelConfig?: ModelConfig;
  /** Dollars a day. */
  readonly limit?: number;
}

/** A model of $1 and $5 per million tokens that answers by the script, metered into a ledger in memory. */
function metered(script: readonly ScriptedPart[], { modelConfig = aModel('fake-model'), limit }: Setup = {}) {
  const ledger = new FakeLedgerStore();
  const budgetLimits = limit === undefined ? {} : { daily: limit };
  const costs = new CostTracker({
    ledger,
    clock: { now: () => 1000 },
    events: new EventBus(silentLogger),
    timeZone: 'UTC',
    config: () => parseFleetConfig({ routing: { costTracking: { enabled: true, budgetLimits } } }),
    memory: new FakeSharedMemory(),
    logger: silentLogger,
  });
  const inner = new FakeLanguageModel([script]);
  const settled: LedgerRow[] = [];
  let calls = 0;
  const model = withMetering(inner, {
    meter: costs,
    modelConfig,
    origin,
    createCallId: () => `call-${++calls}`,
    onSettled: (row) => settled.push(row),
  });
  const controller = new AbortController();
  const parts: StreamPart[] = [];
  const read = async (
    onPart: (part: StreamPart) => void = () => {},
    maxOutputTokens = 1000,
  ): Promise<void> => {
    for await (const part of model.doStream(prompt, { maxOutputTokens, signal: controller.signal })) {
      parts.push(part);
      onPart(part);
    }
  };
  return { model, inner, ledger, settled, controller, parts, read };
}

describe('withMetering', () => {
  it(`puts an answer on record before its end is handed on ${verifies('LED-1')}`, async () => {
    const { read, ledger, settled, parts } = metered([...text('a', 'b'), finish(aUsage(100, 30))]);
    let recordedAtFinish = 0;
    await read((part) => {
      if (part.type === 'finish') recordedAtFinish = ledger.recorded.length;
    });
    assert.equal(recordedAtFinish, 1);
    assert.equal(parts.length, 3);
    const [row] = ledger.recorded;
    assert.deepEqual(
      [row?.callId, row?.outcome, row?.costMicroUsd, row?.provenance, row?.runId, row?.modelId],
      ['call-1', 'completed', 100 + 150, 'measured', 'run-1', 'fake-model'],
    );
    assert.deepEqual(settled, ledger.recorded);
    assert.equal(ledger.reserved.size, 0);
  });

  it('reserves the worst case: a token for each byte of the prompt, and the longest answer', async () => {
    const { read, ledger } = metered([finish(aUsage(1, 1))]);
    let reserved = 0;
    await read(() => undefined);
    const other = metered(['wait']);
    const reading = other.read().catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    reserved = [...other.ledger.reserved.values()][0]?.amountMicroUsd ?? 0;
    other.controller.abort();
    await reading;
    // 1000 tokens of output at $5, and 64 and some of input at $1.25 to be written to the cache.
    assert.ok(reserved > 5000 + 80 && reserved < 5000 + 200, String(reserved));
    assert.equal(ledger.reserved.size, 0);
  });

  it(`reserves for every byte of the prompt, also where it is made of blanks that no estimate counts ${verifies('BUD-1')}`, async () => {
    const { model, ledger, controller } = metered(['wait']);
    const blanks = '\u00a0'.repeat(100_000);
    const answer = model.doStream(
      { system: '', user: blanks },
      { maxOutputTokens: 1, signal: controller.signal },
    );
    const reading = answer[Symbol.asyncIterator]()
      .next()
      .catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    const [reservation] = [...ledger.reserved.values()];
    controller.abort();
    await reading;
    // 200,000 bytes at $1.25 per million tokens, written to the cache.
    assert.ok((reservation?.amountMicroUsd ?? 0) >= 250_000);
  });

  it('lets no answer be longer than the worst case assumes', async () => {
    const { read, inner } = metered([finish(aUsage(1, 1))], {
      modelConfig: aModel('m', { maxOutputTokens: 500 }),
    });
    await read(undefined, 100_000);
    assert.equal(inner.calls[0]?.options.maxOutputTokens, 500);
  });

  it('refuses before anything is sent when a budget does not allow it', async () => {
    const { read, inner, ledger } = metered([finish(aUsage(1, 1))], { limit: 0.005 });
    await assert.rejects(read(), { name: 'BudgetExceededError', budgetType: 'daily' });
    assert.deepEqual([inner.calls.length, ledger.recorded.length, ledger.reserved.size], [0, 0, 0]);
  });

  it('refuses before anything is sent when the ledger cannot be written', async () => {
    const { read, inner, ledger } = metered([finish(aUsage(1, 1))], { limit: 5 });
    ledger.failure = new LedgerError('ledger-unwritable', 'No disk.');
    await assert.rejects(read(), { code: 'ledger-unwritable' });
    assert.equal(inner.calls.length, 0);
  });

  it(`settles an answer that breaks with what was said of it ${verifies('LED-1')}`, async () => {
    const broken = new ProviderError('provider-stream-broken', 'Cut off.');
    const { read, ledger } = metered([
      { type: 'usage', usage: aUsage(100, 1) },
      ...text('one two three four'),
      broken,
    ]);
    await assert.rejects(read(), broken);
    const [row] = ledger.recorded;
    assert.deepEqual(
      [row?.outcome, row?.provenance, row?.inputTokens, row?.outputTokens],
      ['failed', 'estimated', 100, 4],
    );
    assert.equal(ledger.reserved.size, 0);
  });

  it('bills what was written before the provider gave up', async () => {
    const { read, ledger } = metered([...text('one'), new ProviderError('provider-overloaded', 'Busy.')]);
    await assert.rejects(read(), { code: 'provider-overloaded' });
    const [row] = ledger.recorded;
    assert.deepEqual([row?.provenance, (row?.costMicroUsd ?? 0) > 0], ['estimated', true]);
  });

  it('keeps the usage that was said before an end that says none', async () => {
    const { read, ledger } = metered([{ type: 'usage', usage: aUsage(100, 7) }, finish(undefined)]);
    await read();
    const [row] = ledger.recorded;
    assert.deepEqual([row?.inputTokens, row?.outputTokens, row?.costMicroUsd], [100, 7, 135]);
  });

  it(`settles one that is cancelled ${verifies('LED-1')}`, async () => {
    const { read, ledger, controller } = metered([...text('a'), 'wait']);
    await assert.rejects(
      read(() => controller.abort()),
      { name: 'AbortError' },
    );
    assert.deepEqual(
      ledger.recorded.map(({ outcome, provenance }) => [outcome, provenance]),
      [['cancelled', 'estimated']],
    );
  });

  it(`settles one that its reader leaves ${verifies('LED-1')}`, async () => {
    const { model, ledger, inner, controller } = metered([...text('a', 'b'), finish(aUsage(1, 1))]);
    for await (const _part of model.doStream(prompt, { maxOutputTokens: 10, signal: controller.signal }))
      break;
    assert.deepEqual(
      ledger.recorded.map(({ outcome, provenance }) => [outcome, provenance]),
      [['cancelled', 'estimated']],
    );
    assert.equal(inner.ended, 1);
  });

  it('does not count an answer as broken that is left at its end', async () => {
    const { model, ledger, controller } = metered([...text('a'), finish(aUsage(1, 1))]);
    for await (const part of model.doStream(prompt, { maxOutputTokens: 10, signal: controller.signal }))
      if (part.type === 'finish') break;
    assert.deepEqual(
      ledger.recorded.map(({ outcome }) => outcome),
      ['completed'],
    );
  });

  it('takes a stream that stops without an end for a broken one', async () => {
    const { read, ledger } = metered(text('a'));
    await assert.rejects(read(), { code: 'provider-stream-broken' });
    assert.deepEqual(
      ledger.recorded.map(({ outcome, provenance }) => [outcome, provenance]),
      [['failed', 'estimated']],
    );
  });

  it('makes no call when it is cancelled beforehand', async () => {
    const { read, ledger, controller, inner } = metered([finish(aUsage(1, 1))]);
    controller.abort();
    await assert.rejects(read(), { name: 'AbortError' });
    assert.deepEqual([inner.calls.length, ledger.recorded.length, ledger.reserved.size], [0, 0, 0]);
  });

  const refused = new Error('connect ECONNREFUSED');
  const resetError = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const nobodyListens = Object.assign(refused, { code: 'ECONNREFUSED' });
  const outcomes: [title: string, error: ProviderError, row: unknown][] = [
    ['a provider that is not set up', new ProviderError('provider-not-set-up', 'No key.'), undefined],
    [
      'an address where nobody listens',
      new ProviderError('provider-unreachable', 'Nobody there.', {
        cause: new TypeError('fetch failed', { cause: new AggregateError([nobodyListens, nobodyListens]) }),
      }),
      undefined,
    ],
    [
      'a connection that is reset',
      new ProviderError('provider-unreachable', 'Reset.', { cause: resetError }),
      ['failed', 'estimated', true],
    ],
    ['a refusal', new ProviderError('provider-rate-limited', 'Too many.'), ['failed', 'measured', false]],
    [
      'a provider that breaks off an answer that it was thinking about',
      new ProviderError('provider-overloaded', 'Overloaded.', { isInAnswer: true }),
      ['failed', 'estimated', true],
    ],
    ['silence', new ProviderError('provider-timed-out', 'Silent.'), ['failed', 'estimated', true]],
  ];
  for (const [title, error, expected] of outcomes) {
    it(`${expected ? 'writes a row' : 'gives everything back'} for ${title}`, async () => {
      const { read, ledger } = metered([error]);
      await assert.rejects(read(), error);
      const [row] = ledger.recorded;
      assert.deepEqual(row && [row.outcome, row.provenance, row.costMicroUsd > 0], expected);
      assert.equal(ledger.reserved.size, 0);
    });
  }
});
