import assert from 'node:assert/strict';
import path from 'node:path';
import { verifies } from '../../requirements';
import { type BearerProxy, startBearerProxy } from '../../support/bearerProxy';
import { startHttpServer } from '../../support/mcpProcess';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { runTool } from '../../support/toolProcess';
import { ensureMcpTools, type McpTools } from '../../tools/mcpToolsInstall';
import { repositoryRoot } from '../../tools/repositoryPaths';

const installTimeoutMs = 10 * 60_000;
/** Scenarios of the suite that need nothing but a server. */
const withoutFixtures = [
  'server-initialize',
  'ping',
  'tools-list',
  'resources-list',
  'server-sse-multiple-streams',
  'dns-rebinding-protection',
];

/** The suite that the makers of the protocol publish, against the server and its HTTP. */
describe('the conformance suite of MCP', () => {
  const storage = useTemporaryFolder();
  let tools: McpTools;
  let server: Awaited<ReturnType<typeof startHttpServer>> | undefined;
  let proxy: BearerProxy | undefined;

  before(async function () {
    this.timeout(installTimeoutMs);
    tools = await ensureMcpTools();
  });
  afterEach(async () => {
    await proxy?.close();
    server?.child.kill('SIGTERM');
    await server?.ended;
  });

  async function serve(script?: string): Promise<string> {
    server = await startHttpServer({
      folder: storage(),
      storageFolder: storage(),
      ...(script && { script }),
    });
    proxy = await startBearerProxy(server.url, server.token);
    return proxy.url;
  }

  const judge = (url: string, ...args: string[]) =>
    runTool(tools.nodePath, [tools.conformance, 'server', '--url', url, ...args], { home: storage() });

  it(`passes all of its 40 checks with its fixtures beside the tools of the product ${verifies('MCP-1')}`, async () => {
    const url = await serve(path.join(repositoryRoot, 'test/support/conformanceServer.ts'));
    const { code, stdout, stderr } = await judge(url);
    assert.match(stdout, /Total: 40 passed, 0 failed/, stdout + stderr);
    assert.equal(code, 0);
  });

  it(`passes what needs no fixtures as it is shipped ${verifies('MCP-1')}`, async () => {
    const url = await serve();
    const failed: string[] = [];
    for (const scenario of withoutFixtures) {
      const { code, stdout, stderr } = await judge(url, '--scenario', scenario);
      if (code !== 0 || !/Passed: (\d+)\/\1, 0 failed/.test(stdout))
        failed.push(`${scenario}\n${stdout}${stderr}`);
    }
    assert.deepEqual(failed, []);
  });
});
