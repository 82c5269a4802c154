import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { verifies } from '../../requirements';
import { livingProcesses } from '../../support/livingProcesses';
import { startHttpServer } from '../../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const files = ['src/shipping.js'];
/** As long as a client may take for its headers, and some more. */
const slowTimeoutMs = 30_000;

/** What no honest client sends; the guards of HTTP that need no raw socket are tested in http.test.ts. */
describe(`agentic-qe-mcp and hostile input ${verifies('MCP-3')}`, () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  let client: Client;

  beforeEach(async () => {
    project = await copyProject('node-test');
    server = await startHttpServer({ folder: project.folder, storageFolder: storage() });
    const headers = { Authorization: `Bearer ${server.token}` };
    client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(server.url, { requestInit: { headers } }) as Transport,
    );
  });
  afterEach(async () => {
    try {
      await client.ping();
      const others = livingProcesses(project.folder).filter(
        (line) => !line.startsWith(`${server.child.pid} `),
      );
      assert.deepEqual(others, [], 'something was executed');
    } finally {
      await client.close();
      server.child.kill('SIGTERM');
      await server.ended;
      await project.remove();
    }
  });

  /** Sends bytes as they are. @returns what came back until the connection ended */
  function sendRaw(bytes: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connectSocket({ host: '127.0.0.1', port: Number(server.url.port) });
      let answer = '';
      socket.setEncoding('utf8').on('data', (text) => {
        answer += text;
        // An answer to a request that keeps its connection open.
        if (answer.includes('\r\n\r\n')) socket.end();
      });
      socket.on('error', () => {});
      socket.once('close', () => resolve(answer));
      socket.write(bytes);
    });
  }
  const host = () => `127.0.0.1:${server.url.port}`;
  const bearer = () => `Authorization: Bearer ${server.token}\r\n`;

  const requests: [title: string, bytes: () => string, status: RegExp][] = [
    [
      'two lengths of one body',
      () =>
        `POST /mcp HTTP/1.1\r\nHost: ${host()}\r\n${bearer()}Content-Length: 4\r\nContent-Length: 40\r\n\r\n{}{}`,
      /^HTTP\/1\.1 400/,
    ],
    [
      'a length and chunks, to smuggle a request',
      () =>
        `POST /mcp HTTP/1.1\r\nHost: ${host()}\r\n${bearer()}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n`,
      /^HTTP\/1\.1 400/,
    ],
    [
      'a line break in a header',
      () => `POST /mcp HTTP/1.1\r\nHost: ${host()}\r\nMcp-Session-Id: a\rX-Injected: b\r\n\r\n`,
      /^HTTP\/1\.1 400/,
    ],
    [
      'two hosts',
      () => `GET /metrics HTTP/1.1\r\nHost: ${host()}\r\nHost: evil.com\r\n\r\n`,
      /^HTTP\/1\.1 4\d\d/,
    ],
    [
      'a host behind a name of this one',
      () => `GET /metrics HTTP/1.1\r\nHost: ${host()}@evil.com\r\n${bearer()}\r\n`,
      /^HTTP\/1\.1 403/,
    ],
    [
      'a host that begins like this one',
      () => `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1.evil.com:${server.url.port}\r\n${bearer()}\r\n`,
      /^HTTP\/1\.1 403/,
    ],
    ['no host', () => `GET /metrics HTTP/1.0\r\n${bearer()}\r\n`, /^HTTP\/1\.1 403/],
    [
      'the address of another server',
      () => `GET http://evil.com/metrics HTTP/1.1\r\nHost: ${host()}\r\n${bearer()}\r\n`,
      /^HTTP\/1\.1 404/,
    ],
    [
      'a path that leads up',
      () => `GET /mcp/../../etc/passwd HTTP/1.1\r\nHost: ${host()}\r\n${bearer()}\r\n`,
      /^HTTP\/1\.1 404/,
    ],
    [
      'the token in the address',
      () => `GET /metrics?access_token=${server.token} HTTP/1.1\r\nHost: ${host()}\r\n\r\n`,
      /^HTTP\/1\.1 401/,
    ],
    [
      'headers without end',
      () => `GET /metrics HTTP/1.1\r\nHost: ${host()}\r\nX: ${'x'.repeat(64 * 1024)}\r\n\r\n`,
      /^HTTP\/1\.1 431/,
    ],
    ['no HTTP at all', () => '\x16\x03\x01\x02\x00\x01\r\n\r\n', /^HTTP\/1\.1 400/],
  ];
  for (const [title, bytes, status] of requests)
    it(`refuses ${title}`, async () => {
      assert.match(await sendRaw(bytes()), status);
    });

  it('ends a connection whose headers never end, and serves others meanwhile', async function () {
    this.timeout(slowTimeoutMs);
    const slow = sendRaw(`GET /healthz HTTP/1.1\r\nHost: ${host()}\r\nX-Slow: `);
    assert.equal((await fetch(new URL('/healthz', server.url))).status, 200);
    assert.match(await slow, /^(HTTP\/1\.1 408 [\s\S]*)?$/);
  });

  const call = async (args: Record<string, unknown>, name = 'generate_tests'): Promise<CallToolResult> =>
    (await client.callTool({ name, arguments: args })) as CallToolResult;
  const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

  const calls: [title: string, args: () => Record<string, unknown>, sentence: RegExp, name?: string][] = [
    [
      'a constructor to pollute',
      () => ({ files, constructor: { prototype: { polluted: true } } }),
      /there is no argument "constructor"/,
    ],
    ['a hundred thousand files', () => ({ files: Array(100_000).fill('a') }), /./],
    ['data as deep as the stack', () => ({ files, deep: nested(1500) }), /./],
    ['an address in place of a path', () => ({ files: ['file:///etc/passwd'] }), /does not exist/],
    ['a line break in a path', () => ({ files: ['src/shipping.js\r\nSet-Cookie: a=b'] }), /does not exist/],
    ['a command in a path', () => ({ files: ['$(touch hacked).js'] }), /does not exist/],
    ['the whole disk as workspace', () => ({ files, workspace: '/' }), /was not started for/],
    ['a workspace that is not a path', () => ({ files, workspace: '../..' }), /not an absolute path/],
    [
      'a linked workspace',
      () => ({ files, workspace: path.join(project.folder, 'link') }),
      /was not started for/,
    ],
    ['an option in place of a branch', () => ({ changedSince: '--output=hacked' }), /./],
    ['a command in place of a branch', () => ({ changedSince: 'main; touch hacked' }), /./],
    ['a tool by the name of a prototype', () => ({}), /not found|disabled/, '__proto__'],
    ['a tool by the name of a constructor', () => ({}), /not found|disabled/, 'constructor'],
  ];
  for (const [title, args, sentence, name] of calls)
    it(`refuses ${title}, in a sentence`, async () => {
      // A folder that the server was not started for.
      await writeFile(path.join(storage(), 'shipping.js'), 'process.exit(1);');
      await symlink(storage(), path.join(project.folder, 'link'), 'junction');
      const { isError, content } = await call(args(), name);
      assert.equal(isError, true);
      const [first] = content;
      assert.match(first?.type === 'text' ? first.text : '', sentence);
      assert.ok(!existsSync(path.join(project.folder, 'hacked')));
    });

  for (const key of ['__proto__', '\\u005f_proto__'])
    it(`refuses a message with the key ${key}, which changes the prototype of objects`, async () => {
      const body = `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"generate_tests","arguments":{"files":["src/shipping.js"],"${key}":{"polluted":true}}}}`;
      const headers = {
        authorization: `Bearer ${server.token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      };
      assert.equal((await fetch(server.url, { method: 'POST', headers, body })).status, 400);
    });

  for (const uri of ['agentic-qe://runs/../../config.json', 'agentic-qe://runs/%2e%2e', 'file:///etc/passwd'])
    it(`has no resource ${uri}`, async () => {
      await assert.rejects(client.readResource({ uri }), /not found/i);
    });
});
