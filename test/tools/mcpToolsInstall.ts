import path from 'node:path';
import { packagedNode24 } from './packagedNode';
import { ensurePinnedInstall } from './pinnedInstall';

const conformanceVersion = '0.1.16';
const inspectorVersion = '2.12.0';

export interface McpTools {
  /** Absolute path of the Node 24 that runs them. */
  readonly nodePath: string;
  /** Absolute paths of their scripts. */
  readonly conformance: string;
  readonly inspector: string;
}

/**
 * Resolves to the conformance suite and the inspector of the Model Context Protocol under `.cache/mcp-tools`, installed on the
 * first call (about 330 MB on disk). Both need a newer Node than the product.
 * @throws Error when npm fails, or when there is no packaged Node 24 for this platform and this Node is not 24.
 */
export async function ensureMcpTools(): Promise<McpTools> {
  const node = packagedNode24('The conformance suite of MCP');
  const directory = await ensurePinnedInstall({
    name: 'mcp-tools',
    packages: {
      '@modelcontextprotocol/conformance': conformanceVersion,
      '@modelcontextprotocol/inspector': inspectorVersion,
      ...node.packages,
    },
    revision: 1,
    description: 'the conformance suite and the inspector of MCP (once, about 330 MB)',
  });
  const inModules = (...parts: string[]): string => path.join(directory, 'node_modules', ...parts);
  return {
    nodePath: await node.pathIn(directory),
    conformance: inModules('@modelcontextprotocol', 'conformance', 'dist', 'index.js'),
    inspector: inModules('.bin', 'mcp-inspector'),
  };
}
