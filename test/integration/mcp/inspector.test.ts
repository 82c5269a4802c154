import assert from 'node:assert/strict';
import { verifies } from '../../requirements';
import { mcpServerCommand, startHttpServer } from '../../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { runTool, type ToolAnswer } from '../../support/toolProcess';
import { ensureMcpTools, type McpTools } from '../../tools/mcpToolsInstall';

const installTimeoutMs = 10 * 60_000;
const files = ['src/shipping.js'];
const calls: Readonly<Record<string, object>> = {
  generate_tests: { files, dryRun: true },
  analyze_coverage: { files },
  quality_gate: { files },
  explain_routing: { files },
  cost_summary: { period: 'all', by: 'door' },
};

/** An MCP client that somebody else wrote, as the user of a terminal runs it. */
describe('the inspector of MCP', () => {
  const storage = useTemporaryFolder();
  let tools: McpTools;
  let project: ProjectCopy;

  before(async function () {
    this.timeout(installTimeoutMs);
    tools = await ensureMcpTools();
  });
  beforeEach(async () => {
    project = await copyProject('node-test');
  });
  afterEach(() => project.remove());

  async function listAndCall(inspect: (...args: string[]) => Promise<ToolAnswer>): Promise<void> {
    const listed = await inspect('--method', 'tools/list', '--strict', '--format', 'json');
    assert.equal(listed.code, 0, listed.stderr);
    const names = [...listed.stdout.matchAll(/"name": ?"([a-z]+_[a-z]+)"/g)].map(([, name]) => name);
    assert.deepEqual(names, Object.keys(calls), listed.stdout);
    assert.doesNotMatch(listed.stderr, /portab|warning/i);
    for (const [name, args] of Object.entries(calls)) {
      const method = ['--method', 'tools/call', '--tool-name', name];
      const answer = await inspect(...method, '--tool-args-json', JSON.stringify(args), '--format', 'json');
      assert.equal(answer.code, 0, `${name}: ${answer.stderr}`);
      assert.match(answer.stdout, /"structuredContent"/, name);
    }
  }

  it(`lists and calls every tool over stdio, strict about their schemas ${verifies('MCP-1')}`, async () => {
    const { command, args, env } = mcpServerCommand({ folder: project.folder, storageFolder: storage() });
    await listAndCall((...options) =>
      runTool(
        tools.nodePath,
        [
          ...[tools.inspector, '--cli', '--cwd', project.folder],
          ...['-e', `AGENTIC_QE_HOME=${env.AGENTIC_QE_HOME}`],
          ...options,
          ...['--', command, ...args],
        ],
        { home: storage() },
      ),
    );
  });

  it(`lists and calls every tool over HTTP, strict about their schemas ${verifies('MCP-1')}`, async () => {
    const server = await startHttpServer({ folder: project.folder, storageFolder: storage() });
    try {
      const header = `Authorization: Bearer ${server.token}`;
      await listAndCall((...options) =>
        runTool(tools.nodePath, [tools.inspector, '--cli', server.url.href, '--header', header, ...options], {
          home: storage(),
        }),
      );
    } finally {
      server.child.kill('SIGTERM');
      await server.ended;
    }
  });
});
