import path from 'node:path';
import { Client } from '/work/main/node_modules/@modelcontextprotocol/sdk/dist/cjs/client/index.js';
import { StdioClientTransport } from '/work/main/node_modules/@modelcontextprotocol/sdk/dist/cjs/client/stdio.js';
import { StreamableHTTPClientTransport } from '/work/main/node_modules/@modelcontextprotocol/sdk/dist/cjs/client/streamableHttp.js';
import { mcpServerCommand, startHttpServer, temporaryFileAppears, temporaryFilesDisappear, until } from '/work/main/test/support/mcpProcess';
import { livingProcesses } from '/work/main/test/support/livingProcesses';
import { copyProject } from '/work/main/test/support/projectCopy';
describe('cancel latency', () => {
  for (const kind of ['stdio', 'http']) for (let i = 0; i < 4; i++) it(kind, async () => {
    const project = await copyProject('vitest');
    const options = { folder: project.folder, storageFolder: '/tmp/aqe-measure', environment: { FEATURE_STREAMING: 'true' } };
    const client = new Client({ name: 'x', version: '1' });
    let pid; let server: any; let first: number | undefined; const times: number[] = [];
    if (kind === 'stdio') { const t = new StdioClientTransport({ ...mcpServerCommand(options), stderr: 'inherit' }); await client.connect(t); pid = t.pid; }
    else { server = await startHttpServer(options); pid = server.child.pid; await client.connect(new StreamableHTTPClientTransport(server.url, { requestInit: { headers: { Authorization: `Bearer ${server.token}` } } }) as any); }
    const c = new AbortController();
    const t00 = performance.now();
    const p = client.callTool({ name: 'generate_tests', arguments: { files: ['src/shipping.ts'] } }, undefined, { signal: c.signal, onprogress: () => times.push(performance.now() - t00) });
    p.catch(() => {});
    await temporaryFileAppears(path.join(project.folder, 'src'));
    await new Promise((r) => setTimeout(r, 300));
    const t0 = performance.now();
    c.abort('x');
    await until(() => livingProcesses(project.folder).filter((l) => !l.startsWith(`${pid} `)).length === 0);
    const t1 = performance.now();
    await temporaryFilesDisappear(path.join(project.folder, 'src'));
    console.log(kind, 'children gone', (t1 - t0).toFixed(0), 'ms, files gone', (performance.now() - t0).toFixed(0), 'ms; progress at', times.map((t) => t.toFixed(0)).join(' '));
    await client.close(); server?.child.kill('SIGTERM'); await server?.ended; await project.remove();
  });
});
