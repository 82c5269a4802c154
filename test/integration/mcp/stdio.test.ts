import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult, Progress } from '@modelcontextprotocol/sdk/types.js';
import { verifies } from '../../requirements';
import { livingProcesses } from '../../support/livingProcesses';
import {
  mcpServerCommand,
  startMcpServer,
  temporaryFileAppears,
  temporaryFilesDisappear,
  until,
} from '../../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const files = ['src/shipping.js'];
const streaming = { FEATURE_STREAMING: 'true' };

/** The built server with the SDK's own client, over standard input and output. */
describe('agentic-qe-mcp over stdio', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;
  let client: Client | undefined;
  let transport: StdioClientTransport | undefined;

  beforeEach(async () => {
    project = await copyProject('node-test');
  });
  afterEach(async () => {
    await client?.close();
    client = undefined;
    await project.remove();
    assert.deepEqual(livingProcesses(project.folder), [], 'a process was left behind');
  });

  async function connect(environment: Readonly<Record<string, string>> = {}): Promise<Client> {
    const options = { folder: project.folder, storageFolder: storage(), environment };
    transport = new StdioClientTransport({ ...mcpServerCommand(options), stderr: 'pipe' });
    client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    return client;
  }

  const call = async (
    name: string,
    args: Record<string, unknown>,
    options: { readonly onprogress?: (progress: Progress) => void; readonly signal?: AbortSignal } = {},
  ): Promise<CallToolResult> =>
    (await client?.callTool({ name, arguments: args }, undefined, {
      timeout: 60_000,
      ...options,
    })) as CallToolResult;

  const textOf = (result: CallToolResult): string => JSON.stringify(result.content);

  /** Processes in the project other than the server. */
  const children = (): readonly string[] =>
    livingProcesses(project.folder).filter((line) => !line.startsWith(`${transport?.pid} `));

  it(`generates tests and tells how far it is before the result ${verifies('MCP-4.1-2', 'MCP-4.1-6')}`, async () => {
    const connected = await connect(streaming);
    assert.deepEqual(connected.getServerCapabilities()?.experimental, { streaming: {} });
    await connected.listTools();
    const before = await project.snapshot();
    const progress: Progress[] = [];
    let isDone = false;
    const result = await call(
      'generate_tests',
      { files },
      {
        onprogress: (step) => {
          assert.equal(isDone, false, 'progress after the result');
          progress.push(step);
        },
      },
    );
    isDone = true;
    assert.equal(result.isError, undefined, textOf(result));
    const { kept, tests } = result.structuredContent as { kept: number; tests: unknown[] };
    assert.ok(kept > 0 && tests.length === kept);
    const after = await project.snapshot();
    assert.deepEqual(
      Object.keys(after).filter((file) => after[file] !== before[file]),
      [path.join(project.folder, 'test/shipping.test.js')],
    );
    const values = progress.map((step) => step.progress);
    assert.ok(values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0)));
    assert.ok(progress.some(({ message }) => message?.startsWith('[judge]')));
    assert.ok(progress.filter(({ message }) => message?.startsWith('Kept: ')).length === kept);
    const link = result.content.find(({ type }) => type === 'resource_link') as { uri: string };
    const { contents } = await connected.readResource({ uri: link.uri });
    assert.equal(JSON.parse((contents[0] as { text: string }).text).kept, kept);
  });

  it(`analyzes coverage and judges it ${verifies('MCP-4.1-2')}`, async () => {
    const connected = await connect();
    await connected.listTools();
    const coverage = await call('analyze_coverage', { files });
    assert.equal(coverage.isError, undefined, textOf(coverage));
    assert.equal((coverage.structuredContent as { files: unknown[] }).files.length, 1);
    const gate = await call('quality_gate', { files, workspace: project.folder });
    assert.equal(gate.isError, undefined, textOf(gate));
    assert.match(textOf(gate), /Quality gate: (passed|failed)\./);
  });

  it('streams from the next call on when the setting is changed', async () => {
    await connect();
    const settings = path.join(storage(), 'config.json');
    const counts: number[] = [];
    for (const isOn of [false, true]) {
      await writeFile(settings, JSON.stringify({ features: { streaming: isOn } }));
      let count = 0;
      await call('analyze_coverage', { files }, { onprogress: () => void count++ });
      counts.push(count);
    }
    assert.ok(counts[0] === 0 && (counts[1] ?? 0) > 1, String(counts));
  });

  it(`stops the work of a cancelled call, and serves the next ${verifies('MCP-4.1-8')}`, async () => {
    const connected = await connect(streaming);
    const before = await project.snapshot();
    const controller = new AbortController();
    const cancelled = call('generate_tests', { files }, { signal: controller.signal, onprogress: () => {} });
    await temporaryFileAppears(path.join(project.folder, 'test'));
    controller.abort('enough');
    await assert.rejects(cancelled, /enough/);
    await temporaryFilesDisappear(path.join(project.folder, 'test'));
    await until(() => children().length === 0);
    assert.equal((await connected.listTools()).tools.length, 5);
    const next = await call('analyze_coverage', { files });
    assert.equal(next.isError, undefined, textOf(next));
    assert.deepEqual(await project.snapshot(), before);
  });

  const refusals: [title: string, args: Record<string, unknown>, sentence: RegExp][] = [
    ['no files', {}, /files must name at least one file/],
    ['an argument there is not', { files, shell: 'rm -rf /' }, /there is no argument .*shell/],
    ['a path with ..', { files: ['../../../package.json'] }, /leads outside the workspace/],
    ['an absolute path', { files: [process.execPath] }, /leads outside the workspace/],
    ['a symbolic link that leads out', { files: ['outside.js'] }, /leads outside the workspace/],
    ['a file behind a linked folder', { files: ['outside/secret.js'] }, /leads outside the workspace/],
    ['a path with a NUL', { files: ['src/\0.js'] }, /does not exist/],
    [
      'a folder the server was not started for',
      { files, workspace: path.parse(process.cwd()).root },
      /not started for/,
    ],
  ];
  for (const [title, args, sentence] of refusals) {
    it(`refuses ${title} in a sentence, and executes nothing`, async function () {
      await mkdir(path.join(storage(), 'elsewhere'), { recursive: true });
      const secret = path.join(storage(), 'elsewhere', 'secret.js');
      await writeFile(secret, 'export const secret = () => 1;\n');
      try {
        await symlink(secret, path.join(project.folder, 'outside.js'));
        await symlink(path.dirname(secret), path.join(project.folder, 'outside'));
      } catch (error) {
        // Windows wants a privilege for it.
        if ((error as NodeJS.ErrnoException).code === 'EPERM') this.skip();
        throw error;
      }
      await connect(streaming);
      const result = await call('generate_tests', args);
      assert.equal(result.isError, true);
      assert.match(textOf(result), sentence);
      assert.deepEqual(children(), []);
    });
  }

  it('writes nothing but protocol to standard output, whatever comes in', async () => {
    const server = startMcpServer({
      folder: project.folder,
      storageFolder: storage(),
      environment: streaming,
    });
    const messages = [
      'this is no JSON',
      '{"jsonrpc":"2.0"}',
      JSON.stringify(initialize),
      '{"jsonrpc":"2.0","method":"notifications/initialized"}',
      JSON.stringify(
        request(2, 'tools/call', {
          name: 'analyze_coverage',
          arguments: { files },
          _meta: { progressToken: 'p' },
        }),
      ),
      JSON.stringify(request(3, 'tools/call', { name: 'nothing', arguments: {} })),
      JSON.stringify(request(4, 'no/such/method', {})),
    ];
    server.child.stdin?.write(`${messages.join('\n')}\n`);
    await until(() => /"id":2/.test(server.stdout()));
    server.child.stdin?.end();
    assert.equal(await server.ended, 0, server.stderr());
    const lines = server.stdout().trimEnd().split('\n');
    const answers = lines.map(
      (line) =>
        JSON.parse(line) as {
          jsonrpc: string;
          id?: number;
          method?: string;
          params?: { progress: number };
        },
    );
    assert.ok(answers.every(({ jsonrpc }) => jsonrpc === '2.0'));
    assert.deepEqual(answers.flatMap(({ id }) => (id === undefined ? [] : [id])).sort(), [1, 2, 3, 4]);
    // On the wire, because the SDK's client drops progress that it reads together with the result.
    const about = answers.filter(({ id, method }) => id === 2 || method === 'notifications/progress');
    assert.ok(about.length > 3);
    assert.deepEqual([about.at(-1)?.id, about.at(-2)?.params?.progress], [2, 100]);
  });

  const endings: [title: string, end: (server: ReturnType<typeof startMcpServer>) => void][] = [
    ['its input ends', ({ child }) => void child.stdin?.end()],
    ['it is told to terminate', ({ child }) => void child.kill('SIGTERM')],
    ['its terminal is closed', ({ child }) => void child.kill('SIGHUP')],
    ['nobody reads what it writes', ({ child }) => void child.stdout?.destroy()],
  ];
  for (const [title, end] of endings) {
    it(`ends when ${title} during a run, and leaves nothing ${verifies('RUN-9')}`, async function () {
      if (process.platform === 'win32') this.skip();
      const before = await project.snapshot();
      const server = startMcpServer({
        folder: project.folder,
        storageFolder: storage(),
        environment: streaming,
      });
      const called = request(2, 'tools/call', {
        name: 'generate_tests',
        arguments: { files },
        _meta: { progressToken: 'p' },
      });
      server.child.stdin?.write(`${JSON.stringify(initialize)}\n${JSON.stringify(called)}\n`);
      await temporaryFileAppears(path.join(project.folder, 'test'));
      end(server);
      assert.equal(await server.ended, 0, server.stderr());
      assert.deepEqual(livingProcesses(project.folder), []);
      assert.deepEqual(await project.snapshot(), before);
    });
  }

  const mistakes: [args: readonly string[], sentence: RegExp][] = [
    [['--port', '80'], /^Error: .*--port/],
    [['--http', '70000'], /^Error: --http takes a port/],
    [['--workspace', 'no-such-folder'], /^Error: The workspace no-such-folder is no folder/],
  ];
  for (const [args, sentence] of mistakes) {
    it(`refuses to start with ${args.join(' ')}`, async () => {
      const server = startMcpServer({ args, folder: project.folder, storageFolder: storage() });
      assert.equal(await server.ended, 2);
      assert.match(server.stderr(), sentence);
      assert.equal(server.stdout(), '');
    });
  }

  it('says which setting keeps it from starting', async () => {
    const environment = { STREAMING_BUFFER_SIZE: 'large' };
    const server = startMcpServer({ folder: project.folder, storageFolder: storage(), environment });
    assert.equal(await server.ended, 4);
    assert.match(server.stderr(), /^Error: .*STREAMING_BUFFER_SIZE/);
  });
});

const request = (id: number, method: string, params: object) => ({ jsonrpc: '2.0', id, method, params });
const initialize = request(1, 'initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
});
