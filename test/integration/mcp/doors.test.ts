import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { mcpServerCommand } from '../../support/mcpProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

/** The doors outside the editor; those inside are compared in test/e2e/host/agentTools.test.ts. */
describe('the command line and the MCP server', () => {
  const storage = useTemporaryFolder();
  let projects: ProjectCopy[] = [];

  afterEach(async () => {
    for (const project of projects) await project.remove();
    projects = [];
  });

  async function open(): Promise<{ readonly project: ProjectCopy; written(): Promise<string | undefined> }> {
    const project = await copyProject('node-test');
    projects.push(project);
    const written = async () =>
      Object.entries(await project.snapshot()).find(([file]) => file.endsWith('shipping.test.js'))?.[1];
    return { project, written };
  }

  it(`keep the same tests, in one ledger that tells them apart ${verifies('DOOR-1')}`, async () => {
    const [terminal, agent] = [await open(), await open()];
    const before = await terminal.written();
    const cli = startCli(['generate', 'src/shipping.js', '--workspace', terminal.project.folder], storage());
    assert.equal((await cli.result).exitCode, 0);

    const client = new Client({ name: 'test', version: '1' });
    const options = { folder: agent.project.folder, storageFolder: storage() };
    await client.connect(new StdioClientTransport({ ...mcpServerCommand(options), stderr: 'pipe' }));
    const call = { name: 'generate_tests', arguments: { files: ['src/shipping.js'] } };
    const { isError, content } = await client.callTool(call, undefined, { timeout: 120_000 });
    await client.close();
    assert.equal(isError, undefined, JSON.stringify(content));

    assert.notEqual(await terminal.written(), before);
    assert.equal(await agent.written(), await terminal.written());
    const args = ['costs', '--period', 'all', '--by', 'door', '--format', 'json'];
    const { stdout } = await startCli([...args, '--workspace', terminal.project.folder], storage()).result;
    const { groups } = JSON.parse(stdout).result as { groups: { name: string; calls: number }[] };
    assert.deepEqual(
      groups.map(({ name, calls }) => [name, calls]),
      [
        ['cli', 1],
        ['mcp', 1],
      ],
    );
  });
});
