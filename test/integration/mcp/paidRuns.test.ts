import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type CallToolResult, ElicitRequestSchema, type Progress } from '@modelcontextprotocol/sdk/types.js';
import type { LedgerRow } from '../../../src/core/cost/ledgerStore';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { livingProcesses } from '../../support/livingProcesses';
import { mcpServerCommand, startHttpServer, until } from '../../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { beginStream, ProviderServer, send } from '../../support/providerServer';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const files = ['src/lock.js'];
/** Which text opens it cannot be found by trying: what the free engine leaves open is asked of the model. */
const lock = `export function open(text) {
  let hash = 7;
  for (const character of String(text)) hash = (hash * 31 + character.charCodeAt(0)) % 1000000007;
  return hash === 123456789 ? 'open' : 'shut';
}
`;
const firstChunk = {
  id: 'chat-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'tiny',
  choices: [{ index: 0, delta: { role: 'assistant', content: 'Let me see' }, finish_reason: null }],
};

/** The built server with a model that costs money, and a client of the SDK. */
describe('agentic-qe-mcp and a paid model', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;
  let provider: ProviderServer;
  let closers: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    project = await copyProject('node-test');
    await project.write(files[0] ?? '', lock);
    provider = await ProviderServer.start();
    // Begins to answer, and never ends.
    provider.onCall(
      ({ response }) => void send(beginStream(response), `data: ${JSON.stringify(firstChunk)}\n\n`),
    );
    const settings = {
      features: { streaming: true, multiModelRouter: true },
      routing: {
        providers: { own: { baseURL: `${provider.url}/v1`, models: ['tiny'] } },
        models: [{ name: 'tiny', tier: 'complex', contextWindow: 32_768, prices: { input: 1, output: 2 } }],
        costTracking: { budgetLimits: { daily: 5 } },
      },
    };
    await writeFile(path.join(storage(), 'config.json'), JSON.stringify(settings));
  });
  afterEach(async () => {
    for (const close of closers.reverse()) await close();
    closers = [];
    await provider.stop();
    await project.remove();
    assert.deepEqual(livingProcesses(project.folder), [], 'a process was left behind');
  });

  const transports = {
    stdio: async (): Promise<Transport> =>
      new StdioClientTransport({ ...mcpServerCommand(serverOptions()), stderr: 'pipe' }),
    HTTP: async (): Promise<Transport> => {
      const server = await startHttpServer(serverOptions());
      closers.push(() => {
        server.child.kill('SIGTERM');
        return server.ended;
      });
      const headers = { Authorization: `Bearer ${server.token}` };
      return new StreamableHTTPClientTransport(server.url, { requestInit: { headers } }) as Transport;
    },
  };
  const serverOptions = () => ({
    folder: project.folder,
    storageFolder: storage(),
    environment: { AGENTIC_QE_KEY_OWN: 'key-of-the-test' },
  });

  /** @param answer of the user who is asked; undefined: the client cannot ask */
  async function connect(transport: Transport, answer?: { readonly agreed: boolean }) {
    const client = new Client(
      { name: 'test', version: '1' },
      { capabilities: answer ? { elicitation: {} } : {} },
    );
    const questions: string[] = [];
    if (answer)
      client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
        questions.push(params.message);
        return { action: 'accept', content: { ...answer } };
      });
    await client.connect(transport);
    closers.push(() => client.close());
    return { client, questions };
  }

  const generate = (
    client: Client,
    options: { readonly signal?: AbortSignal; readonly onprogress?: (progress: Progress) => void } = {},
  ): Promise<CallToolResult> =>
    client.callTool({ name: 'generate_tests', arguments: { files } }, undefined, {
      timeout: 120_000,
      ...options,
    }) as Promise<CallToolResult>;

  async function paidRows(): Promise<readonly LedgerRow[]> {
    const args = [
      'costs',
      '--period',
      'all',
      '--by',
      'call',
      '--format',
      'json',
      '--workspace',
      project.folder,
    ];
    const { stdout } = await startCli(args, storage()).result;
    const { calls } = JSON.parse(stdout).result as { calls: LedgerRow[] };
    return calls.filter(({ modelId }) => modelId === 'tiny');
  }

  for (const [name, open] of Object.entries(transports)) {
    it(`ends with all it began when the client cancels over ${name}, and settles the call once ${verifies('MCP-2', 'MCP-4.1-8', 'LED-1')}`, async () => {
      const { client, questions } = await connect(await open(), { agreed: true });
      const controller = new AbortController();
      const progress: Progress[] = [];
      const called = provider.nextCall();
      const cancelled = generate(client, {
        signal: controller.signal,
        onprogress: (step) => void progress.push(step),
      });
      cancelled.catch(() => {});
      const exchange = await called;
      const before = progress.length;
      assert.ok(before > 5, `${before} steps had come when the model was asked`);
      assert.ok(
        progress.every((step, index) => index === 0 || step.progress > (progress[index - 1]?.progress ?? 0)),
      );
      controller.abort('enough');
      await assert.rejects(cancelled, /enough/);
      await exchange.closed;
      await until(
        () => !livingProcesses(project.folder).some((line) => /probe|runner|--test|worker/i.test(line)),
      );
      assert.match(questions[0] ?? '', /^tiny is to write tests for 1 file: likely \$/);
      await until(async () => (await paidRows()).length > 0);
      const [row, ...others] = await paidRows();
      assert.deepEqual(
        [row?.outcome, row?.provenance, row?.door, others],
        ['cancelled', 'estimated', 'mcp', []],
      );
      assert.ok((row?.costMicroUsd ?? 0) > 0);
    });
  }

  for (const [title, answer, sentence] of [
    ['says no', { agreed: false }, /^Kept/],
    ['cannot be asked', undefined, /It was not asked: this client cannot ask its user\./],
  ] as const) {
    it(`pays nothing when the user ${title} ${verifies('RUN-14')}`, async () => {
      const { client, questions } = await connect(await transports.stdio(), answer);
      const result = await generate(client);
      assert.equal(result.isError, undefined, JSON.stringify(result.content));
      const [first] = result.content;
      assert.match(first?.type === 'text' ? first.text : '', sentence);
      assert.deepEqual([provider.calls.length, questions.length], [0, answer ? 1 : 0]);
      assert.deepEqual(await paidRows(), []);
    });
  }
});
