import assert from 'node:assert/strict';
import { verifies } from '../../requirements';
import type { BuiltScripts } from '../../support/builtScripts';
import { chatAnswer, chatDelta } from '../../support/chatAnswers';
import { couponCode, couponSource } from '../../support/couponSource';
import { aLedgerRow } from '../../support/ledgerRows';
import {
  buildProduct,
  keptBy,
  type ModelRun,
  type ModelRunOptions,
  noticesIn,
  startModelRun,
} from '../../support/modelRun';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { beginStream, ProviderServer, send } from '../../support/providerServer';
import { useTemporaryFolder } from '../../support/temporaryFolder';

/** Two good tests with a helper, one that fails, one that wants a file, and one that is no code. */
const answer = `Here are the tests.

\`\`\`ts
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { percentOff } from './coupon';

const quarter = '${couponCode(25)}';

describe('percentOff', () => {
  it('gives what the code says', () => {
    expect(percentOff(quarter)).toBe(25);
  });

  it('gives at most 50', () => {
    expect(percentOff('${couponCode(80)}')).toBe(50);
  });

  it('gives more than it does', () => {
    expect(percentOff(quarter)).toBe(99);
  });

  it('reads a file', () => {
    expect(percentOff(readFileSync('code', 'utf8'))).toBe(1);
  });
});
\`\`\`

\`\`\`ts
import { expect, it } from 'vitest';
import { percentOff } from './coupon';

it('breaks the whole file', () => {
  expect(percentOff().toBe(25);
});
\`\`\`
`;

const usage = { prompt_tokens: 2345, completion_tokens: 678 };
/** By hand: 2345 × $3 and 678 × $15 per million tokens, in micro-dollars. */
const costMicroUsd = 17_205;

describe('a model as a source of tests', () => {
  const storage = useTemporaryFolder();
  let scripts: BuiltScripts;
  let server: ProviderServer;
  let project: ProjectCopy;
  let started: ModelRun | undefined;

  before(async () => {
    scripts = await buildProduct();
  });
  after(() => scripts.remove());
  beforeEach(async () => {
    server = await ProviderServer.start();
    project = await copyProject('vitest');
    await project.write('src/coupon.ts', couponSource);
  });
  afterEach(async () => {
    await started?.services.close();
    started = undefined;
    await server.stop();
    await project.remove();
  });

  /** The product with a model at $3 and $15 per million tokens, whose failed tests are not given back to it. */
  function start(changes: Partial<ModelRunOptions> = {}): ModelRun {
    started = startModelRun({
      scripts,
      url: server.url,
      models: [
        {
          name: 'scripted',
          provider: 'house',
          tier: 'complex',
          prices: { input: 3, output: 15 },
          contextWindow: 200_000,
          maxOutputTokens: 8000,
        },
      ],
      workspaceRoot: project.folder,
      storageFolder: storage(),
      target: 'src/coupon.ts',
      generation: { maxRepairs: 0 },
      ...changes,
    });
    return started;
  }

  it(`keeps what proves itself, beside what the engine wrote, and accounts for it to the micro-dollar ${verifies('RUN-1', 'RUN-3', 'LED-1')}`, async () => {
    server.streamEvents(chatAnswer(answer, usage));
    const { finished, rows, parts } = start();
    const summary = await finished();
    assert.deepEqual(keptBy(summary, 'scripted'), ['gives what the code says', 'gives at most 50']);
    assert.ok(keptBy(summary, 'embedded').length > 0);
    const dropped = summary.receipts.flatMap(({ title, modelId, verdict }) =>
      modelId === 'scripted' && verdict.status === 'dropped' ? [[title, verdict.reason]] : [],
    );
    assert.deepEqual(dropped, [
      ['gives more than it does', 'failed'],
      ['reads a file', 'rejected'],
    ]);
    assert.ok(
      parts.some((part) => part.type === 'notice' && /cannot be read, line 5/.test(part.message)),
      JSON.stringify(parts.filter(({ type }) => type === 'notice')),
    );
    const recorded = await rows();
    assert.deepEqual(
      recorded.map((row) => [row.modelId, row.outcome, row.costMicroUsd, row.provenance]),
      [
        ['embedded', 'completed', 0, 'measured'],
        ['scripted', 'completed', costMicroUsd, 'measured'],
      ],
    );
    assert.deepEqual(summary.costMicroUsd, { provenance: 'measured', value: costMicroUsd });
    const shares = summary.receipts.map(({ costMicroUsd: share }) =>
      'value' in share ? share.value : Number.NaN,
    );
    assert.equal(
      shares.reduce((sum, share) => sum + share, 0),
      costMicroUsd,
    );
    const written = Object.entries(await project.snapshot()).find(([file]) =>
      file.endsWith('coupon.test.ts'),
    );
    assert.match(
      written?.[1] ?? '',
      /const quarter = 'SAVE-25-\d{4}';\n\n {4}expect\(percentOff\(quarter\)\)/,
    );
    assert.equal(server.calls.length, 1);
  });

  it(`cancelled in mid-answer: ends the connection and leaves one settled row ${verifies('LED-1', 'RUN-5')}`, async () => {
    const called = server.nextCall();
    server.onCall(async ({ response }) => {
      beginStream(response);
      await send(response, chatDelta(answer));
    });
    const before = await project.snapshot();
    const { run, rows, finished } = start({
      onPart: (part) => {
        if (part.type === 'test-proposed' && part.title === 'gives at most 50') run.cancel();
      },
    });
    await assert.rejects(finished(), /cancelled/);
    await (await called).closed;
    const [row, ...others] = (await rows()).filter(({ modelId }) => modelId === 'scripted');
    assert.deepEqual([row?.outcome, row?.provenance, others], ['cancelled', 'estimated', []]);
    assert.ok((row?.costMicroUsd ?? 0) > 0 && (row?.outputTokens ?? 0) > 100, JSON.stringify(row));
    assert.deepEqual(await project.snapshot(), before);
  });

  it('refused by the budget before the call: nothing is sent, nothing is on record, what the engine wrote stays', async () => {
    // The router lets it pass; then another window spends what is left of the day.
    const { finished, rows, parts } = start({
      budgetLimits: { daily: 0.2 },
      onPart: async ({ type }) => {
        if (type === 'model-selected')
          await started?.services.costs.track(
            aLedgerRow({ modelId: 'other', costMicroUsd: 190_000, endedAtMs: Date.now() }),
          );
      },
    });
    const summary = await finished();
    assert.equal(server.calls.length, 0);
    assert.deepEqual((await rows()).map(({ modelId }) => modelId).sort(), ['embedded', 'other']);
    assert.ok(keptBy(summary, 'embedded').length > 0);
    assert.deepEqual(summary.costMicroUsd, { provenance: 'measured', value: 0 });
    assert.ok(
      noticesIn(parts).some((notice) => /scripted could not finish: .*What there is stays\.$/.test(notice)),
      JSON.stringify(parts.filter(({ type }) => type === 'notice' || type === 'model-selected')),
    );
  });

  it(`puts each attempt on record, and keeps what the engine wrote when all fail ${verifies('LED-1')}`, async () => {
    server.onCall(({ response }) => {
      response.writeHead(503, { 'content-type': 'application/json', 'retry-after-ms': '1' });
      response.end('{"error":{"message":"Overloaded"}}');
    });
    const { finished, rows } = start();
    const summary = await finished();
    const paid = (await rows()).filter(({ modelId }) => modelId === 'scripted');
    assert.equal(paid.length, server.calls.length);
    assert.equal(paid.length, 3);
    assert.deepEqual(
      paid.map(({ outcome, costMicroUsd: cost, provenance }) => [outcome, cost, provenance]),
      Array(3).fill(['failed', 0, 'measured']),
    );
    assert.ok(keptBy(summary, 'embedded').length > 0);
  });
});
