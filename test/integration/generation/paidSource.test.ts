import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CandidatePart, TestCandidate } from '../../../src/core/generation/candidate';
import type { PaidSource } from '../../../src/core/generation/candidateSources';
import { verifies } from '../../requirements';
import { bundleScript } from '../../support/bundledScript';
import { chatAnswer, chatDelta } from '../../support/chatAnswers';
import { aCandidateRequest, readParts } from '../../support/modelSourceBuilders';
import type { openPaidSource as openSource } from '../../support/openPaidSource';
import { beginStream, type Exchange, ProviderServer, send } from '../../support/providerServer';
import { sqlWasmPath } from '../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const { signal } = new AbortController();

/** A test file with one test for each title. */
function fileOf(...tests: readonly (readonly [title: string, body: string])[]): string {
  const blocks = tests.map(([title, body]) => `  it('${title}', () => {\n    ${body}\n  });`);
  return [
    '```ts',
    "import { describe, expect, it } from 'vitest';",
    "import { discount } from './shop';",
    '',
    "describe('discount', () => {",
    blocks.join('\n\n'),
    '});',
    '```\n',
  ].join('\n');
}

function candidatesIn(parts: readonly CandidatePart[]): readonly TestCandidate[] {
  return parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate] : []));
}

function chargedIn(parts: readonly CandidatePart[]): readonly unknown[] {
  return parts.flatMap((part) =>
    part.type === 'charge' ? part.rows.map(({ modelId, costMicroUsd }) => [modelId, costMicroUsd]) : [],
  );
}

describe('a paid source, from round to round', () => {
  const storage = useTemporaryFolder();
  let scripts: string;
  let bundle: string;
  let server: ProviderServer;
  let close = async (): Promise<void> => {};

  before(async () => {
    scripts = await mkdtemp(path.join(tmpdir(), 'agentic-qe-test-'));
    bundle = await bundleScript('openPaidSource', scripts);
  });
  after(() => rm(scripts, { recursive: true, force: true }));
  beforeEach(async () => {
    server = await ProviderServer.start();
  });
  afterEach(async () => {
    await close();
    await server.stop();
  });

  /** Bundled, because it loads parts of itself when it needs them. */
  async function open(budgetLimits: object = {}) {
    const { openPaidSource } = require(bundle) as { openPaidSource: typeof openSource };
    const opened = await openPaidSource({
      folder: storage(),
      wasmPath: sqlWasmPath,
      url: server.url,
      budgetLimits,
    });
    close = opened.close;
    return { ...opened, request: aCandidateRequest() };
  }

  /** Answers call after call by script; the last one answers all that follow. */
  function answerWith(...scripts: readonly ((exchange: Exchange) => unknown)[]): void {
    let calls = 0;
    server.onCall((exchange) => {
      const script = scripts[Math.min(calls, scripts.length - 1)];
      calls += 1;
      script?.(exchange);
    });
  }
  const says =
    (text: string, prompt_tokens: number, completion_tokens: number) =>
    ({ response }: Exchange): void =>
      void beginStream(response).end(chatAnswer(text, { prompt_tokens, completion_tokens }).join(''));
  const isDown = ({ response }: Exchange): void => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after-ms': '1' });
    response.end('{"error":{"message":"Overloaded"}}');
  };
  const promptOf = (call: number): string => {
    const { messages } = JSON.parse(server.calls[call]?.body ?? '{}') as { messages: { content: string }[] };
    return messages.at(-1)?.content ?? '';
  };
  const ask = (paid: PaidSource, request = aCandidateRequest()) => readParts(paid.write(request, signal));

  it(`gives failed tests back and matches what comes in their place, each call with a row of its own ${verifies('LED-1')}`, async () => {
    answerWith(
      says(
        fileOf(
          ['is half', 'expect(discount(10)).toBe(4);'],
          ['is nothing', 'expect(discount(0)).toBe(0);'],
          ['is never negative', 'expect(discount(-1)).toBe(0);'],
        ),
        1000,
        100,
      ),
      says(
        fileOf(
          ['is never negative', '// BUG: it gives a negative price back\n    expect(discount(-1)).toBe(0);'],
          ['is half', 'expect(discount(10)).toBe(5);'],
        ),
        2000,
        200,
      ),
    );
    const { paid, rows } = await open();
    const first = await ask(paid);
    const [half, , negative] = candidatesIn(first.parts);
    assert.ok(half && negative);
    const failures = [half, negative].map((candidate) => ({ candidate, detail: 'expected something else' }));
    const second = await ask(paid, aCandidateRequest({ failures }));
    assert.deepEqual(
      candidatesIn(second.parts).map(({ id, title, replaces, claim, bodyLines }) => ({
        id,
        title,
        replaces,
        claim,
        bodyLines,
      })),
      [
        {
          id: 'answer:weak:4',
          title: 'is never negative',
          replaces: 'answer:weak:3',
          claim: 'it gives a negative price back',
          bodyLines: negative.bodyLines,
        },
        {
          id: 'answer:weak:5',
          title: 'is half',
          replaces: 'answer:weak:1',
          claim: undefined,
          bodyLines: ['expect(discount(10)).toBe(5);'],
        },
      ],
    );
    assert.ok(promptOf(1).includes('expect(discount(10)).toBe(4);'), promptOf(1));
    assert.ok(promptOf(1).includes('expected something else'));
    assert.ok(!promptOf(1).includes('is nothing'));
    // By hand: 1000 × $3 + 100 × $15, and twice that, per million tokens.
    assert.deepEqual([chargedIn(first.parts), chargedIn(second.parts)], [[['weak', 4500]], [['weak', 9000]]]);
    assert.deepEqual(await rows(), [
      ['weak', 'completed', 4500],
      ['weak', 'completed', 9000],
    ]);
  });

  it('asks another provider when the first one fails in a later round, and stays with it', async () => {
    const good = says(fileOf(['is', 'expect(discount(1)).toBe(1);']), 1000, 100);
    answerWith(good, isDown, isDown, isDown, good);
    const { paid, rows } = await open();
    await ask(paid);
    const second = await ask(paid);
    const third = await ask(paid);
    assert.deepEqual(
      [second, third].map(({ parts, error }) => [candidatesIn(parts).map(({ id }) => id), error]),
      [
        [['answer:spare:1'], undefined],
        [['answer:spare:2'], undefined],
      ],
    );
    assert.equal(paid.modelId, 'spare');
    assert.deepEqual(
      server.calls.map((call) => call.path.split('/')[1]),
      ['house', 'house', 'house', 'house', 'annex', 'annex'],
    );
    assert.deepEqual(await rows(), [
      ['weak', 'completed', 4500],
      ...Array(3).fill(['weak', 'failed', 0]),
      ['spare', 'completed', 6000],
      ['spare', 'completed', 6000],
    ]);
  });

  it('goes on with a stronger model after an escalation, at its price, and with none above it', async () => {
    answerWith(says(fileOf(['is', 'expect(discount(1)).toBe(1);']), 1000, 100));
    const { paid, request, rows } = await open();
    await ask(paid);
    const before = paid.estimate([request]);
    assert.match((await paid.escalate('none of its tests holds')) ?? '', /^In place of weak, .*none of its/);
    assert.equal(paid.modelId, 'strong');
    assert.ok(paid.estimate([request]).likelyMicroUsd > 3 * before.likelyMicroUsd);
    await ask(paid);
    assert.deepEqual(await rows(), [
      ['weak', 'completed', 4500],
      ['strong', 'completed', 15_000],
    ]);
    assert.equal(await paid.escalate('that did not hold either'), undefined);
    assert.equal(paid.modelId, 'strong');
  });

  it('refused by the budget in a later round: sends nothing more, and holds nothing back', async () => {
    answerWith(says(fileOf(['is', 'expect(discount(1)).toBe(1);']), 1000, 7000));
    const { paid, request, rows, spentMicroUsd } = await open({ perRun: 0.2 });
    const first = await ask(paid);
    assert.equal(candidatesIn(first.parts).length, 1);
    // 108,000 of 200,000 micro-dollars are spent, and a call may cost more than the rest.
    assert.ok(paid.estimate([request]).worstMicroUsd > 92_000);
    const second = await ask(paid);
    assert.ok(
      second.error instanceof Error && second.error.name === 'BudgetExceededError',
      String(second.error),
    );
    assert.equal(server.calls.length, 1);
    assert.deepEqual(await rows(), [['weak', 'completed', 108_000]]);
    assert.equal(await spentMicroUsd(), 108_000);
  });

  it(`cancelled during an answer: ends within a second, keeps what is complete, and settles the row ${verifies('LED-1')}`, async () => {
    const called = server.nextCall();
    answerWith(async ({ response }) => {
      beginStream(response);
      await send(response, chatDelta(fileOf(['is', 'expect(discount(1)).toBe(1);'])));
    });
    const { paid, rows } = await open();
    const controller = new AbortController();
    let cancelledAt = Number.NaN;
    const { parts, error } = await readParts(paid.write(aCandidateRequest(), controller.signal), (part) => {
      if (part.type !== 'candidate') return undefined;
      cancelledAt = performance.now();
      controller.abort();
      return undefined;
    });
    const tookMs = performance.now() - cancelledAt;
    assert.ok(error instanceof Error && error.name === 'AbortError', String(error));
    assert.ok(tookMs < 1000, `${tookMs} ms`);
    await (await called).closed;
    assert.equal(candidatesIn(parts).length, 1);
    const [row, ...others] = await rows();
    assert.deepEqual([row?.slice(0, 2), others], [['weak', 'cancelled'], []]);
    assert.deepEqual(chargedIn(parts), [['weak', row?.[2]]]);
  });
});
