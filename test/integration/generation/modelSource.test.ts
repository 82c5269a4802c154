import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { silentLogger } from '../../../src/base/logger';
import type { createServices } from '../../../src/composition/createServices';
import { parseFleetConfig } from '../../../src/core/config/fleetConfig';
import type { LedgerRow } from '../../../src/core/cost/ledgerStore';
import type { RunSummary } from '../../../src/core/generation/runSummary';
import { environmentKeys } from '../../../src/core/providerKeys';
import type { Services } from '../../../src/core/services';
import type { RunPart } from '../../../src/core/streaming/runPart';
import { verifies } from '../../requirements';
import { type BuiltScripts, buildScripts } from '../../support/builtScripts';
import { aLedgerRow } from '../../support/ledgerRows';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { beginStream, ProviderServer, send } from '../../support/providerServer';
import { sqlWasmPath } from '../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../support/temporaryFolder';

/** No search finds a code whose checksum fits: the embedded engine leaves the last two lines to the model. */
const source = `/** Percent off by a code such as \`SAVE-25-0385\`, at most 50. The last part is a checksum of the second. */
export function percentOff(code: string): number {
  const [, percent = '', checksum] = /^SAVE-(\\d{2})-(\\d{4})$/.exec(code) ?? [];
  if (percent === '') return 0;
  if (String((Number(percent) * 7919) % 9973).padStart(4, '0') !== checksum) throw new RangeError('wrong checksum');
  if (Number(percent) > 50) return 50;
  return Number(percent);
}
`;

const codeOf = (percent: number): string =>
  `SAVE-${percent}-${String((percent * 7919) % 9973).padStart(4, '0')}`;

/** Two good tests with a helper, one that fails, one that wants a file, and one that is no code. */
const answer = `Here are the tests.

\`\`\`ts
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { percentOff } from './coupon';

const quarter = '${codeOf(25)}';

describe('percentOff', () => {
  it('gives what the code says', () => {
    expect(percentOff(quarter)).toBe(25);
  });

  it('gives at most 50', () => {
    expect(percentOff('${codeOf(80)}')).toBe(50);
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

const usage = { prompt_tokens: 2345, completion_tokens: 678, total_tokens: 3023 };
/** By hand: 2345 × $3 and 678 × $15 per million tokens, in micro-dollars. */
const costMicroUsd = 17_205;

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const common = { id: 'chat-1', object: 'chat.completion.chunk', created: 1, model: 'scripted' };
const delta = (content: string): string =>
  event({ ...common, choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] });
const lastEvents = [
  event({ ...common, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  event({ ...common, choices: [], usage }),
  'data: [DONE]\n\n',
];

describe('a model as a source of tests', () => {
  const storage = useTemporaryFolder();
  let scripts: BuiltScripts;
  let server: ProviderServer;
  let project: ProjectCopy;
  let services: Services | undefined;

  before(async () => {
    const workers = ['sandboxWorker', 'coverageProbe', 'mochaReporter', 'nodeTestReporter'];
    scripts = await buildScripts([...workers, 'composition/createServices']);
    await copyFile(sqlWasmPath, path.join(scripts.folder, 'sql-wasm.wasm'));
  });
  after(() => scripts.remove());
  /** Built, because it loads parts of itself when it needs them. */
  const composition = (): { readonly createServices: typeof createServices } =>
    require(path.join(scripts.folder, 'composition', 'createServices.js'));

  beforeEach(async () => {
    server = await ProviderServer.start();
    project = await copyProject('vitest');
    await project.write('src/coupon.ts', source);
  });
  afterEach(async () => {
    await services?.close();
    services = undefined;
    await server.stop();
    await project.remove();
  });

  /** The product with a model behind an address of OpenAI's protocol, at $3 and $15 per million tokens. */
  function start(budgetLimits: object = {}, onPart: (part: RunPart) => Promise<void> | void = () => {}) {
    const settings = {
      features: { multiModelRouter: true },
      routing: {
        providers: { house: { baseURL: `${server.url}/v1` } },
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
        costTracking: { enabled: true, budgetLimits },
      },
    };
    const config = parseFleetConfig({ ...settings, nodePath: process.execPath });
    services = composition().createServices({
      logger: silentLogger,
      clock: systemClock,
      config: () => config,
      isTrusted: () => true,
      timeZone: 'UTC',
      storageFolder: storage(),
      distFolder: scripts.folder,
      keys: environmentKeys({ AGENTIC_QE_KEY_HOUSE: 'secret' }),
    });
    const { fleet, costs, streams } = services;
    const run = fleet.submit({
      type: 'generate-tests',
      workspaceRoot: project.folder,
      targets: [{ path: 'src/coupon.ts' }],
    });
    const parts: RunPart[] = [];
    const reading = (async () => {
      for await (const { part } of streams.read(run.runId, 0, new AbortController().signal)) {
        parts.push(part);
        await onPart(part);
      }
    })();
    const finished = async (): Promise<RunSummary> => {
      const result = await run.result;
      await reading;
      assert.ok(result.status === 'finished', JSON.stringify(result));
      assert.ok(result.summary.type === 'generate-tests');
      return result.summary;
    };
    const rows = (): Promise<readonly LedgerRow[]> => costs.rowsOf('all');
    return { run, parts, reading, finished, rows };
  }

  const keptBy = (summary: RunSummary, modelId: string): string[] =>
    summary.receipts
      .filter((receipt) => receipt.modelId === modelId && receipt.verdict.status === 'kept')
      .map(({ title }) => title);

  it(`keeps what proves itself, beside what the engine wrote, and accounts for it to the micro-dollar ${verifies('RUN-1', 'RUN-3', 'LED-1')}`, async () => {
    const pieces = answer.match(/[\s\S]{1,7}/g) ?? [];
    server.streamEvents([...pieces.map(delta), ...lastEvents]);
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
      await send(response, delta(answer));
    });
    const before = await project.snapshot();
    const { run, rows, finished } = start({}, (part) => {
      if (part.type === 'test-proposed' && part.title === 'gives at most 50') run.cancel();
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
    const { finished, rows, parts } = start({ daily: 0.2 }, async ({ type }) => {
      if (type === 'model-selected')
        await services?.costs.track(
          aLedgerRow({ modelId: 'other', costMicroUsd: 190_000, endedAtMs: Date.now() }),
        );
    });
    const summary = await finished();
    assert.equal(server.calls.length, 0);
    assert.deepEqual((await rows()).map(({ modelId }) => modelId).sort(), ['embedded', 'other']);
    assert.ok(keptBy(summary, 'embedded').length > 0);
    assert.deepEqual(summary.costMicroUsd, { provenance: 'measured', value: 0 });
    const notices = parts.flatMap((part) => (part.type === 'notice' ? [part.message] : []));
    assert.ok(
      notices.some((notice) => /scripted could not finish: .*What embedded wrote stays\.$/.test(notice)),
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
