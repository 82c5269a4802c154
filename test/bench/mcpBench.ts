import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { livingProcesses } from '../support/livingProcesses';
import { mcpServerCommand, startHttpServer, temporaryFileAppears, until } from '../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../support/projectCopy';
import { makeTemporaryDirectory, removeDirectory } from '../tools/temporaryDirectory';
import { type BenchRow, benchRow } from './benchRow';

const starts = 9;
const cancellations = 5;
const files = ['src/shipping.js'];

/** The built MCP server with a client of the SDK: how fast it is there, and how fast all is gone that a cancelled call began. */
export async function mcpBench(): Promise<readonly BenchRow[]> {
  const storageFolder = await makeTemporaryDirectory('bench');
  const project = await copyProject('node-test');
  const options = { folder: project.folder, storageFolder, environment: { FEATURE_STREAMING: 'true' } };
  const startMs: number[] = [];
  try {
    for (let start = 0; start < starts; start++) {
      const startedAtMs = performance.now();
      const client = await connect(stdioTo(options));
      startMs.push(performance.now() - startedAtMs);
      await client.close();
    }
    const overStdio = await cancelAndWait(await connect(stdioTo(options)), project);
    const server = await startHttpServer(options);
    const headers = { Authorization: `Bearer ${server.token}` };
    const transport = new StreamableHTTPClientTransport(server.url, { requestInit: { headers } });
    const overHttp = await cancelAndWait(await connect(transport as Transport), project);
    server.child.kill('SIGTERM');
    await server.ended;
    return [
      benchRow(
        'mcp',
        `start to initialized, median of ${starts}`,
        round(median(startMs)),
        'ms',
        'at most',
        600,
      ),
      benchRow('mcp', `start to initialized, slowest of ${starts}`, round(Math.max(...startMs)), 'ms'),
      ...[['stdio', overStdio] as const, ['HTTP', overHttp] as const].map(([name, times]) =>
        benchRow(
          'mcp',
          `cancelled over ${name}, children gone, slowest of ${cancellations}`,
          round(Math.max(...times)),
          'ms',
          'at most',
          1000,
        ),
      ),
    ];
  } finally {
    await project.remove();
    await removeDirectory(storageFolder);
  }
}

function stdioTo(options: Parameters<typeof mcpServerCommand>[0]): Transport {
  return new StdioClientTransport({ ...mcpServerCommand(options), stderr: 'pipe' });
}

async function connect(transport: Transport): Promise<Client> {
  const client = new Client({ name: 'bench', version: '1' });
  await client.connect(transport);
  return client;
}

/** In the middle of a run, while the project's own runner is at work. @returns milliseconds of each time */
async function cancelAndWait(client: Client, project: ProjectCopy): Promise<readonly number[]> {
  const times: number[] = [];
  const children = () => livingProcesses(project.folder).filter((line) => !line.includes('mcpServer.js'));
  for (let round = 0; round < cancellations; round++) {
    const controller = new AbortController();
    const call = { name: 'generate_tests', arguments: { files } };
    const called = client.callTool(call, undefined, { signal: controller.signal, onprogress: () => {} });
    called.catch(() => {});
    await temporaryFileAppears(path.join(project.folder, 'test'));
    await until(() => children().length > 0);
    const cancelledAtMs = performance.now();
    controller.abort();
    await until(() => children().length === 0);
    times.push(performance.now() - cancelledAtMs);
    // The next one must not meet the files of this one.
    await client.callTool({ name: 'explain_routing', arguments: { files } });
  }
  await client.close();
  return times;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value);
}
