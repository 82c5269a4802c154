import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import {
  type CallToolResult,
  ListRootsRequestSchema,
  type Progress,
} from '@modelcontextprotocol/sdk/types.js';
import { silentLogger } from '../../../../src/base/logger';
import { type FleetConfig, parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { ConfigError, TestRunnerError } from '../../../../src/core/errors';
import { measured } from '../../../../src/core/figure';
import type { RunSummary } from '../../../../src/core/generation/runSummary';
import { SwarmMemoryManager } from '../../../../src/core/memory/swarmMemoryManager';
import { type CreateTools, createMCPServer } from '../../../../src/frontends/mcp/createMcpServer';
import { verifies } from '../../../requirements';
import { aReceipt, nothingBesides } from '../../../support/builders';
import { FakeMemoryStore } from '../../../support/fakeMemoryStore';
import { aMcpHost, DrivenRun, eventually, type FakeMcpHost, PlainTool } from '../../../support/mcpFakes';
import { aRoutingReport } from '../../../support/reports';

const streamingConfig = parseFleetConfig({ features: { streaming: true } });
const files = ['src/double.ts'];
const disk = {
  '/shop': 'folder',
  '/shop/src/double.ts': 'file',
  '/other': 'folder',
  '/other/a.ts': 'file',
} as const;

const summary: RunSummary = {
  type: 'generate-tests',
  runId: 'run-1',
  kept: 1,
  dropped: 1,
  receipts: [
    aReceipt(),
    aReceipt({ title: 'returns 6', verdict: { status: 'dropped', reason: 'failed', detail: 'expected 6' } }),
  ],
  coverage: [
    {
      sourceFile: 'src/double.ts',
      before: { unavailable: 'no tests' },
      after: { coveredStatements: 3, statements: 3, coveredBranches: 1, branches: 2 },
    },
  ],
  writtenFiles: [{ path: 'src/double.test.ts', isNew: true }],
  ...nothingBesides,
  costMicroUsd: measured(0),
  durationMs: 1234,
  failures: [],
};

interface Options {
  readonly config?: FleetConfig | undefined;
  readonly createTools?: CreateTools;
  /** What the client says it has open. */
  readonly roots?: readonly string[];
  /** What the server was started for. */
  readonly folders?: readonly string[];
  /** Of another server; default: its own. */
  readonly sharedMemory?: SwarmMemoryManager;
}

describe('createMCPServer', () => {
  let run: DrivenRun;
  let host: FakeMcpHost;
  let memory: SwarmMemoryManager;
  let client: Client;

  async function connect({ config, createTools, roots, folders, sharedMemory }: Options = {}): Promise<void> {
    run = new DrivenRun();
    host = aMcpHost({ run, disk, ...(folders && { folders: folders.map((name) => path.resolve(name)) }) });
    host.isStreaming = config?.features.streaming ?? false;
    memory =
      sharedMemory ??
      new SwarmMemoryManager({ store: new FakeMemoryStore(), clock: host.clock, logger: silentLogger });
    const server = createMCPServer(memory, config, {
      ...host,
      ...(createTools && { createTools }),
    });
    client = new Client({ name: 'test', version: '1' }, { capabilities: roots ? { roots: {} } : {} });
    if (roots) {
      client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: roots.map((uri) => ({ uri })) }));
    }
    const [forClient, forServer] = InMemoryTransport.createLinkedPair();
    await Promise.all([client.connect(forClient), server.connect(forServer)]);
  }

  const call = async (
    args: Record<string, unknown>,
    options: { readonly onprogress?: (progress: Progress) => void; readonly signal?: AbortSignal } = {},
    name = 'generate_tests',
  ): Promise<CallToolResult> =>
    (await client.callTool({ name, arguments: args }, undefined, options)) as CallToolResult;

  const textOf = ({ content: [first] }: CallToolResult): string => (first?.type === 'text' ? first.text : '');

  /** A call during which the run tells of one stage and one test. */
  async function callAndFinish(onprogress?: (progress: Progress) => void): Promise<CallToolResult> {
    const called = call({ files }, onprogress && { onprogress });
    run.emit({ type: 'stage-start', stage: 'write', message: 'Writing' });
    run.emit({ type: 'receipt', receipt: aReceipt() });
    run.emit({ type: 'finish', summary });
    run.end({ summary });
    return await called;
  }

  afterEach(async () => {
    await client.close();
    await memory.close();
  });

  it(`names itself and lists its five tools, each with schemas that describe every argument ${verifies('MCP-4.1-2')}`, async () => {
    await connect();
    assert.deepEqual(client.getServerVersion(), {
      name: 'agentic-qe',
      title: 'Agentic QE',
      version: '1.2.3',
    });
    assert.ok('agentic-qe'.length <= 13);
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      ['generate_tests', 'analyze_coverage', 'quality_gate', 'explain_routing', 'cost_summary'],
    );
    for (const { name, inputSchema, outputSchema, annotations } of tools) {
      for (const property of Object.values(inputSchema.properties ?? {}))
        assert.equal(typeof (property as { description?: string }).description, 'string');
      assert.equal(outputSchema?.type, 'object');
      assert.equal(annotations?.readOnlyHint, ['explain_routing', 'cost_summary'].includes(name));
    }
  });

  it(`gives data that fits the schema, a short text, and where the whole report is ${verifies('MCP-4.1-10')}`, async () => {
    await connect();
    // The SDK's client validates the data against the listed schema.
    await client.listTools();
    const { structuredContent, content, isError } = await callAndFinish();
    const { tests, drops, coverage } = structuredContent as {
      tests: { title: string }[];
      drops: string[];
      coverage: unknown;
    };
    assert.equal(isError, undefined);
    assert.deepEqual(
      tests.map(({ title }) => title),
      ['returns 4 for 2'],
    );
    assert.deepEqual(drops, ['1 × failed, e.g.: expected 6']);
    assert.deepEqual(coverage, summary.coverage);
    assert.equal(
      textOf({ content }),
      [
        'Kept 1 of 2 candidates, written to src/double.test.ts.',
        'Coverage of src/double.ts: statements n/a → 100.0 %, branches n/a → 50.0 %.',
        'Dropped: 1 × failed, e.g.: expected 6',
        'Cost $0.00 (measured), 1.2 s.',
      ].join('\n'),
    );
    const links = content.flatMap((item) => (item.type === 'resource_link' ? [item.uri] : []));
    const read = async (uri: string) =>
      JSON.parse(((await client.readResource({ uri })).contents[0] as { text: string }).text);
    assert.deepEqual(await Promise.all(links.map(read)), [summary, summary.receipts]);
    assert.deepEqual(
      (await client.listResources()).resources.map(({ uri }) => uri),
      links,
    );
    const kept = await memory.list({
      partition: 'coordination',
      accessor: { kind: 'client', clientId: 'somebody' },
    });
    assert.equal(kept.length, 1);
  });

  it('says which model would do files, and what was spent', async () => {
    await connect();
    await client.listTools();
    const routing = await call({ files }, {}, 'explain_routing');
    assert.match(textOf(routing), /Would be done by embedded/);
    const { decision, isRouterOn } = routing.structuredContent as { decision: object; isRouterOn: boolean };
    assert.deepEqual(decision, aRoutingReport().explanation.decision);
    assert.equal(isRouterOn, false);
    const costs = await call({ period: 'all', by: 'door' }, {}, 'cost_summary');
    assert.match(textOf(costs), /^Costs of all that is on record\ndoor/);
    const { groups, totalMicroUsd } = costs.structuredContent as { groups: unknown; totalMicroUsd: number };
    assert.deepEqual([groups, totalMicroUsd], [[{ name: 'mcp', calls: 1, costMicroUsd: 7 }], 7]);
    const refused = await call({ files: ['../secret.ts'] }, {}, 'explain_routing');
    assert.equal(refused.isError, true);
    assert.match(textOf(refused), /leads outside the workspace/);
  });

  describe('in the memory that it shares with a server for another folder', () => {
    const uri = 'agentic-qe://runs/run-1';
    const receipts = `${uri}/receipts`;
    const listed = async () => (await client.listResources()).resources.map((resource) => resource.uri);

    /** The same memory as that of a server for /shop that has kept a report. */
    async function memoryWithReport(): Promise<SwarmMemoryManager> {
      await connect();
      await callAndFinish();
      await client.close();
      return memory;
    }

    it('neither lists nor gives a report about a folder of the other', async () => {
      await connect({ folders: ['/other'], sharedMemory: await memoryWithReport() });
      assert.deepEqual(await listed(), []);
      for (const each of [uri, receipts])
        await assert.rejects(client.readResource({ uri: each }), { code: -32_002 });
    });

    for (const [title, options] of [
      ['is for the folder above', { folders: ['/'] }],
      ['has a client with that folder', { folders: ['/other'], roots: [pathToFileURL('/shop').href] }],
    ] as const)
      it(`lists and gives it when it ${title}`, async () => {
        await connect({ ...options, sharedMemory: await memoryWithReport() });
        assert.deepEqual(await listed(), [uri, receipts]);
        const { contents } = await client.readResource({ uri });
        assert.deepEqual(JSON.parse((contents[0] as { text: string }).text), summary);
      });

    it('lists what is its own though the client does not tell what it has open', async () => {
      await connect({ folders: ['/other'], roots: [], sharedMemory: await memoryWithReport() });
      client.setRequestHandler(ListRootsRequestSchema, () => {
        throw new Error('not now');
      });
      assert.deepEqual(await listed(), []);
      await assert.rejects(client.readResource({ uri }), /not now/);
    });
  });

  it('knows no report of a run that was not', async () => {
    await connect();
    await assert.rejects(client.readResource({ uri: 'agentic-qe://runs/none' }), { code: -32_002 });
  });

  for (const [title, config, expected] of [
    ['announces streaming when it is on', streamingConfig, { streaming: {} }],
    ['does not announce streaming when it is off', parseFleetConfig({}), undefined],
    [
      'does not announce streaming when its part is switched off',
      parseFleetConfig({ features: { streaming: true }, streaming: { enabled: false } }),
      undefined,
    ],
    ['does not announce streaming without a configuration', undefined, undefined],
  ] as const)
    it(`${title} ${verifies('MCP-4.1-3')}`, async () => {
      await connect({ config });
      assert.deepEqual(client.getServerCapabilities()?.experimental, expected);
    });

  it(`tells of progress before the result, rising to 100 ${verifies('MCP-4.1-4', 'MCP-4.1-6')}`, async () => {
    await connect({ config: streamingConfig });
    const progress: Progress[] = [];
    await callAndFinish((step) => progress.push(step));
    assert.deepEqual(
      progress.map(({ message }) => message?.split(' (')[0]),
      [
        '[write] Writing',
        'Kept: double › returns 4 for 2',
        'Kept 1 of 2 candidates, written to src/double.test.ts.',
      ],
    );
    const values = progress.map((step) => step.progress);
    assert.ok(values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0)));
    assert.deepEqual([values.at(-1), progress.at(-1)?.total], [100, 100]);
  });

  it(`sends no progress while streaming is off ${verifies('MCP-4.1-5')}`, async () => {
    await connect({ config: parseFleetConfig({}) });
    const progress: Progress[] = [];
    await callAndFinish((step) => progress.push(step));
    assert.deepEqual(progress, []);
  });

  it(`sends no progress without a configuration, whatever the fleet says ${verifies('MCP-4.1-1')}`, async () => {
    await connect();
    host.isStreaming = true;
    const progress: Progress[] = [];
    await callAndFinish((step) => progress.push(step));
    assert.deepEqual(progress, []);
  });

  it('asks the fleet for every call whether to stream', async () => {
    await connect({ config: parseFleetConfig({}) });
    host.isStreaming = true;
    const progress: Progress[] = [];
    await callAndFinish((step) => progress.push(step));
    assert.equal(progress.length, 3);
  });

  it(`gives the same result with streaming on and off ${verifies('MCP-4.1-9')}`, async () => {
    await connect({ config: parseFleetConfig({}) });
    const plain = await callAndFinish(() => {});
    await client.close();
    await connect({ config: streamingConfig });
    assert.deepEqual(await callAndFinish(() => {}), plain);
  });

  it(`leaves a tool that only executes as it is while streaming is on ${verifies('MCP-4.1-4', 'MCP-4.2-3')}`, async () => {
    await connect({
      config: streamingConfig,
      createTools: (memoryStore, toolHost) => [new PlainTool(memoryStore, toolHost)],
    });
    const progress: Progress[] = [];
    const result = await call({ word: 'hello' }, { onprogress: (step) => progress.push(step) }, 'echo');
    assert.deepEqual([result.structuredContent, progress], [{ word: 'hello' }, []]);
  });

  for (const config of [parseFleetConfig({}), streamingConfig])
    it(`cancels the run with the call, streaming ${config.features.streaming ? 'on' : 'off'} ${verifies('MCP-4.1-8')}`, async () => {
      await connect({ config });
      const controller = new AbortController();
      const called = call({ files }, { signal: controller.signal, onprogress: () => {} });
      await eventually(() => host.requests.length > 0);
      controller.abort('enough');
      await assert.rejects(called, /enough/);
      await eventually(() => run.isCancelled);
      run.end('cancelled');
    });

  const badArguments: [args: Record<string, unknown>, sentence: RegExp][] = [
    [{}, /files must name at least one file, or changedSince/],
    [{ files: 'src/a.ts' }, /files must be a list of paths/],
    [{ files: [] }, /files must name at least one file/],
    [{ files: [7] }, /every entry of files must be a path/],
    [{ files: [''] }, /an entry of files is empty/],
    [{ files: Array.from({ length: 51 }, () => 'a.ts') }, /files must not name more than 50/],
    [{ files, workspace: 7 }, /workspace must be a path/],
    [{ files, workspace: '' }, /workspace is empty/],
    [{ files, framework: 'karma' }, /framework must be one of vitest, jest, mocha, node-test/],
    [{ files, model: 'x', depth: 1 }, /there is no argument "model", "depth"/],
    [{ files, constructor: {} }, /there is no argument "constructor"/],
  ];
  for (const [args, sentence] of badArguments)
    it(`refuses ${JSON.stringify(args).slice(0, 60)} in a sentence`, async () => {
      await connect();
      const result = await call(args);
      assert.equal(result.isError, true);
      assert.match(textOf(result), sentence);
      assert.deepEqual(host.requests, []);
    });

  it('refuses arguments of more elements than any honest call has', async () => {
    await connect();
    const result = await call({ files: Array.from({ length: 2000 }, () => 'a.ts') });
    assert.match(textOf(result), /more than the maximum/);
  });

  it('presents what stopped the run', async () => {
    await connect();
    const called = call({ files });
    run.end({ error: new TestRunnerError('test-runner-not-installed', 'Vitest is not installed.') });
    const result = await called;
    assert.deepEqual(
      [result.isError, textOf(result), result._meta?.['agentic-qe/code']],
      [true, 'Vitest is not installed.', 'test-runner-not-installed'],
    );
  });

  it('presents settings that cannot be read', async () => {
    await connect({ config: streamingConfig });
    Object.assign(host.services.fleet, {
      isFeatureEnabled: () => {
        throw new ConfigError('agenticQe.features.streaming', 'features.streaming is 7.');
      },
    });
    const result = await call({ files });
    assert.deepEqual([result.isError, textOf(result)], [true, 'features.streaming is 7.']);
  });

  it('says that nothing could be done when every file failed, with the data', async () => {
    await connect();
    const failures = [{ sourceFile: 'src/double.ts', code: 'source-syntax-error', message: 'Line 2.' }];
    const called = call({ files });
    run.end({ summary: { ...summary, kept: 0, receipts: [], failures } });
    const result = await called;
    assert.equal(result.isError, true);
    assert.deepEqual((result.structuredContent as { failures: unknown }).failures, failures);
    assert.match(textOf(result), /Failed: src\/double\.ts: Line 2\./);
  });

  it('works in the one folder the client has open', async () => {
    const uri = `file://${process.platform === 'win32' ? '/C:' : ''}/other`;
    await connect({ roots: [uri, 'https://example.com/remote'] });
    const called = call({ files: ['a.ts'] });
    run.end({ summary });
    assert.equal((await called).isError, undefined, textOf(await called));
    assert.match(host.requests[0]?.workspaceRoot ?? '', /other$/);
  });

  it('says so when the client does not tell its folders though it said that it would', async () => {
    await connect({ roots: [] });
    client.setRequestHandler(ListRootsRequestSchema, () => {
      throw new Error('not now');
    });
    const result = await call({ files });
    assert.match(textOf(result), /did not tell which folders it has open: .*not now/);
  });
});
