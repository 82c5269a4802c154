import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { CallToolResult, Progress } from '@modelcontextprotocol/sdk/types.js';
import { verifies } from '../../requirements';
import { livingProcesses } from '../../support/livingProcesses';
import {
  startHttpServer,
  startMcpServer,
  temporaryFileAppears,
  temporaryFilesDisappear,
  until,
} from '../../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const files = ['src/shipping.js'];
const streaming = { FEATURE_STREAMING: 'true' };
const mcpHeaders = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The built server with the SDK's own client, and with whoever else might reach its port. */
describe('agentic-qe-mcp over HTTP', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  let clients: Client[] = [];

  beforeEach(async () => {
    project = await copyProject('node-test');
    server = await startHttpServer({
      folder: project.folder,
      storageFolder: storage(),
      environment: streaming,
    });
  });
  afterEach(async () => {
    for (const client of clients) await client.close();
    clients = [];
    server.child.kill('SIGTERM');
    assert.equal(await server.ended, process.platform === 'win32' ? null : 0, server.stderr());
    await project.remove();
    assert.deepEqual(livingProcesses(project.folder), [], 'a process was left behind');
  });

  async function connect(): Promise<{ client: Client; transport: StreamableHTTPClientTransport }> {
    const headers = { Authorization: `Bearer ${server.token}` };
    const transport = new StreamableHTTPClientTransport(server.url, { requestInit: { headers } });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport as Transport);
    clients.push(client);
    return { client, transport };
  }

  /** A request as no client library lets one make it. */
  function ask(
    pathname: string,
    {
      method = 'GET',
      headers = {},
      body,
      token = server.token,
    }: {
      method?: string;
      headers?: OutgoingHttpHeaders;
      body?: string | Buffer;
      token?: string | undefined;
    } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const authorization = token === '' ? {} : { authorization: `Bearer ${token}` };
      const sent = httpRequest(
        {
          host: '127.0.0.1',
          port: server.url.port,
          path: pathname,
          method,
          headers: { ...authorization, ...headers },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk) => {
            text += chunk;
          });
          response.once('end', () =>
            resolve({ status: response.statusCode, headers: response.headers, text }),
          );
          response.once('error', reject);
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  const post = (message: unknown, headers: OutgoingHttpHeaders = {}, token?: string): Promise<Answer> =>
    ask('/mcp', {
      method: 'POST',
      headers: { ...mcpHeaders, ...headers },
      body: typeof message === 'string' ? message : JSON.stringify(message),
      ...(token !== undefined && { token }),
    });

  const children = (): readonly string[] =>
    livingProcesses(project.folder).filter((line) => !line.startsWith(`${server.child.pid} `));

  it(`serves two clients at a time, each with its own progress ${verifies('MCP-4.1-2', 'MCP-4.1-6')}`, async () => {
    const one = await connect();
    const other = await connect();
    assert.equal((await one.client.listTools()).tools.length, 5);
    const values: number[] = [];
    const onprogress = ({ progress }: Progress): void => void values.push(progress);
    const arguments_ = { arguments: { files } };
    const [generated, judged] = (await Promise.all([
      one.client.callTool({ name: 'generate_tests', ...arguments_ }, undefined, { onprogress }),
      other.client.callTool({ name: 'quality_gate', ...arguments_ }),
    ])) as CallToolResult[];
    assert.ok(!generated?.isError && !judged?.isError, JSON.stringify([generated, judged]));
    assert.ok(values.length > 5);
    assert.ok(values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0)));
    const link = generated?.content.find(({ type }) => type === 'resource_link') as { uri: string };
    await other.client.readResource({ uri: link.uri });
  });

  it(`stops the work of a cancelled call ${verifies('MCP-4.1-8')}`, async () => {
    const { client } = await connect();
    const before = await project.snapshot();
    const controller = new AbortController();
    const cancelled = client.callTool({ name: 'generate_tests', arguments: { files } }, undefined, {
      signal: controller.signal,
      onprogress: () => {},
    });
    await temporaryFileAppears(path.join(project.folder, 'test'));
    controller.abort('enough');
    await assert.rejects(cancelled, /enough/);
    await temporaryFilesDisappear(path.join(project.folder, 'test'));
    await until(() => children().length === 0);
    const next = await client.callTool({ name: 'analyze_coverage', arguments: { files } });
    assert.ok(!next.isError);
    assert.deepEqual(await project.snapshot(), before);
  });

  it('stops the work of a client that ends its session, and does not know it any more', async () => {
    const { client, transport } = await connect();
    const called = client.callTool({ name: 'generate_tests', arguments: { files } });
    called.catch(() => {});
    await temporaryFileAppears(path.join(project.folder, 'test'));
    const session = { 'mcp-session-id': transport.sessionId ?? '' };
    await transport.terminateSession();
    await temporaryFilesDisappear(path.join(project.folder, 'test'));
    await until(() => children().length === 0);
    assert.equal((await post({ jsonrpc: '2.0', id: 9, method: 'ping' }, session)).status, 404);
  });

  it(`shows metrics to whoever has the token ${verifies('MET-10.3-8')}`, async () => {
    const { client } = await connect();
    await client.callTool({ name: 'analyze_coverage', arguments: { files } });
    const { status, headers, text } = await ask('/metrics');
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    assert.match(text, /^# TYPE model_usage_total counter$/m);
    assert.match(text, /^tasks_total\{task_type="analyze-coverage",outcome="completed"\} 1$/m);
    assert.equal((await ask('/metrics', { token: '' })).status, 401);
    assert.equal((await ask('/metrics', { method: 'POST' })).status, 405);
  });

  it('gives a sign of life without the token', async () => {
    assert.deepEqual(
      [(await ask('/healthz', { token: '' })).status, (await ask('/nothing')).status],
      [200, 404],
    );
  });

  const strangers: [
    title: string,
    headers: OutgoingHttpHeaders,
    token: string | undefined,
    status: number,
  ][] = [
    ['a web page, though the host is right', { origin: 'http://evil.com' }, undefined, 403],
    ['a web page of another local server', { origin: 'http://localhost:9999' }, undefined, 403],
    ['a page without an origin to name', { origin: 'null' }, undefined, 403],
    ['a host name that was made to lead here', { host: 'evil.com' }, undefined, 403],
    ['a request without the token', {}, '', 401],
    ['a request with another token', {}, 'x'.repeat(43), 401],
    ['another kind of authorization', { authorization: 'Basic YWRtaW46YWRtaW4=' }, '', 401],
    ['a session there is not', { 'mcp-session-id': 'none' }, undefined, 404],
    ['another content type', { 'content-type': 'text/plain' }, undefined, 415],
    ['a client that cannot read a stream', { accept: 'application/json' }, undefined, 406],
  ];
  for (const [title, headers, token, status] of strangers) {
    it(`refuses ${title}`, async () => {
      assert.equal((await post(initialize, headers, token)).status, status);
      assert.equal((await post(initialize)).status, 200, 'the server is not alive');
    });
  }

  const hostileBodies: [title: string, body: string, status: number][] = [
    ['no JSON', '{"jsonrpc":', 400],
    ['no JSON-RPC', '[1,2,3]', 400],
    ['nothing', '', 400],
    ['a message outside of a session', '{"jsonrpc":"2.0","id":1,"method":"tools/list"}', 400],
    ['lists in lists, a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['more than a megabyte', JSON.stringify({ ...initialize, padding: 'x'.repeat(1024 * 1024) }), 413],
  ];
  for (const [title, body, status] of hostileBodies) {
    it(`refuses ${title}`, async () => {
      assert.equal((await post(body)).status, status);
      assert.equal((await post(initialize)).status, 200, 'the server is not alive');
    });
  }

  it('refuses more than a megabyte although its length was not declared', async () => {
    const headers = { ...mcpHeaders, 'transfer-encoding': 'chunked' };
    const body = Buffer.alloc(3 * 1024 * 1024, 'x');
    const status = await ask('/mcp', { method: 'POST', headers, body }).then(
      (answer) => answer.status,
      (error: NodeJS.ErrnoException) => error.code,
    );
    // A client that is still sending may find the connection closed before it reads why.
    assert.ok([413, 'EPIPE', 'ECONNRESET'].includes(status ?? ''), String(status));
    assert.equal((await post(initialize)).status, 200, 'the server is not alive');
  });

  it('listens on the loopback address only', async function () {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    if (outside.length === 0) this.skip();
    for (const { address } of outside) {
      const code = await new Promise<string | undefined>((resolve) => {
        const socket = connectSocket({ host: address, port: Number(server.url.port) });
        socket.once('connect', () => resolve(undefined));
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      });
      assert.equal(code, 'ECONNREFUSED', address);
    }
  });

  it('opens no more than 64 sessions, and lets the longest silent one go', async () => {
    const sessions: string[] = [];
    for (let count = 0; count < 65; count++) {
      const { headers } = await post(initialize);
      sessions.push(String(headers['mcp-session-id']));
    }
    const ping = { jsonrpc: '2.0', id: 2, method: 'ping' };
    const statusOf = async (id: string | undefined) => (await post(ping, { 'mcp-session-id': id })).status;
    assert.deepEqual([await statusOf(sessions[0]), await statusOf(sessions[1])], [404, 200]);
  });

  it('ends during a run when it is told to, and leaves nothing', async function () {
    if (process.platform === 'win32') this.skip();
    const before = await project.snapshot();
    const { client } = await connect();
    client.callTool({ name: 'generate_tests', arguments: { files } }).catch(() => {});
    await temporaryFileAppears(path.join(project.folder, 'test'));
    server.child.kill('SIGINT');
    assert.equal(await server.ended, 0, server.stderr());
    assert.deepEqual(livingProcesses(project.folder), []);
    assert.deepEqual(await project.snapshot(), before);
  });
});

describe('agentic-qe-mcp --http', () => {
  const storage = useTemporaryFolder();
  const start = (token: string) => ({
    folder: storage(),
    storageFolder: storage(),
    environment: { AGENTIC_QE_MCP_TOKEN: token },
  });

  it('takes the token of the environment and does not print it', async () => {
    const token = 'a-token-of-the-user';
    const server = await startHttpServer(start(token));
    const headers = { Authorization: `Bearer ${token}` };
    const { status } = await fetch(new URL('/metrics', server.url), { headers });
    server.child.kill('SIGTERM');
    await server.ended;
    assert.equal(status, 200);
    assert.ok(!server.stderr().includes(token));
    assert.equal(server.stdout(), '');
  });

  it('does not start with a token that can be guessed', async () => {
    const server = startMcpServer({ ...start('short'), args: ['--http', '0'] });
    assert.equal(await server.ended, 2);
    assert.match(server.stderr(), /^Error: AGENTIC_QE_MCP_TOKEN must have at least 16 characters/);
  });

  it(`announces to each client what the settings say when it comes, and refuses it when they are wrong ${verifies('MCP-4.1-3', 'CFG-1')}`, async () => {
    const token = 'a-token-of-the-user';
    const settings = path.join(storage(), 'agentic-qe.json');
    const server = await startHttpServer(start(token));
    const headers = { ...mcpHeaders, Authorization: `Bearer ${token}` };
    const connectUnder = async (streamingSetting: unknown) => {
      await writeFile(settings, JSON.stringify({ features: { streaming: streamingSetting } }));
      const body = JSON.stringify(initialize);
      const response = await fetch(server.url, { method: 'POST', headers, body });
      return { status: response.status, text: await response.text() };
    };
    const answers = [];
    for (const setting of [false, true, 'perhaps', true]) answers.push(await connectUnder(setting));
    server.child.kill('SIGTERM');
    await server.ended;
    assert.deepEqual(
      answers.map(({ status, text }) => [status, text.includes('"experimental":{"streaming":{}}')]),
      [
        [200, false],
        [200, true],
        [503, false],
        [200, true],
      ],
    );
    assert.match(answers[2]?.text ?? '', /"message":"features\.streaming in .*agentic-qe\.json is /);
  });

  it('says that its port is taken', async () => {
    const first = await startHttpServer(start(''));
    const second = startMcpServer({ ...start(''), args: ['--http', first.url.port] });
    assert.equal(await second.ended, 4);
    assert.match(second.stderr(), /^Error: .*EADDRINUSE/);
    first.child.kill('SIGTERM');
    await first.ended;
  });
});
