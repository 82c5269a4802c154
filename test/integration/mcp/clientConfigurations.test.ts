import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { verifies } from '../../requirements';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { repositoryRoot } from '../../tools/repositoryPaths';

interface ServerEntry {
  readonly command: string;
  readonly args: readonly string[];
}

/** What README tells users to write into the files of their editors, with the two paths that stand for others filled in. */
describe('the MCP configurations in README', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;

  beforeEach(async () => {
    project = await copyProject('node-test');
  });
  afterEach(() => project.remove());

  async function readConfiguration(file: string): Promise<ServerEntry> {
    const readme = await readFile(path.join(repositoryRoot, 'README.md'), 'utf8');
    const [, text = ''] = readme.slice(readme.indexOf(file)).match(/```json\n([\s\S]*?)```/) ?? [];
    const { mcpServers, servers } = JSON.parse(text);
    return (mcpServers ?? servers)['agentic-qe'];
  }

  for (const file of ['.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json']) {
    it(`${file} starts a server that works in the project ${verifies('MCP-1')}`, async () => {
      const { command, args } = await readConfiguration(`\`${file}\``);
      assert.equal(command, 'node');
      const client = new Client({ name: 'test', version: '1' });
      await client.connect(
        new StdioClientTransport({
          command: process.execPath,
          args: args.map((arg) =>
            arg
              .replace('/PATH/TO/agentic-qe-fleet', repositoryRoot)
              .replace(/\$\{workspaceFolder\}/, project.folder),
          ),
          // Where Claude Code starts it; the others say which folder they mean.
          cwd: file === '.mcp.json' ? project.folder : storage(),
          env: { ...(process.env as Record<string, string>), AGENTIC_QE_HOME: storage() },
          stderr: 'pipe',
        }),
      );
      try {
        assert.equal((await client.listTools()).tools.length, 5);
        const call = { name: 'explain_routing', arguments: { files: ['src/shipping.js'] } };
        const { isError, content } = await client.callTool(call);
        assert.equal(isError, undefined, JSON.stringify(content));
      } finally {
        await client.close();
      }
    });
  }
});
