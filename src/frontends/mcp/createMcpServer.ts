import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { describeError } from '../../base/error';
import { featuresOf } from '../../core/config/featureFlagManager';
import type { FleetConfig } from '../../core/config/fleetConfig';
import type { SwarmMemoryManager } from '../../core/memory/swarmMemoryManager';
import type { BaseMCPTool, ToolContext, ToolOutcome } from './baseMcpTool';
import { clientQuestionOf } from './clientQuestion';
import { type CallExtra, clientRootsOf } from './clientRoots';
import { presentError } from './errorPresenter';
import type { McpHost } from './mcpHost';
import { registerRunReports } from './runReports';
import { StreamingMCPTool } from './streamingMcpTool';
import { CostTool } from './tools/costTool';
import { CoverageAnalyzerTool } from './tools/coverageAnalyzerTool';
import { QualityGateTool } from './tools/qualityGateTool';
import { RoutingTool } from './tools/routingTool';
import { TestGeneratorTool } from './tools/testGeneratorTool';

/** At most 13 characters each: VS Code makes tool names from the title, or else the name, and cuts it off there. */
const serverName = 'agentic-qe';
const serverTitle = 'Agentic QE';
/** Arguments are a few dozen strings; more is an attack or a mistake. */
const maxArgumentElements = 1000;

const instructions =
  'Tools for tests of JavaScript and TypeScript code. Start with analyze_coverage to see what is not tested, generate_tests to close gaps, quality_gate to judge the result; explain_routing and cost_summary say what a model would cost and what was spent. Name source files relative to the workspace.';

export type CreateTools = (memoryStore: SwarmMemoryManager, host: McpHost) => readonly BaseMCPTool[];

/** The product's tools, in the order in which they are listed. */
const createProductTools: CreateTools = (memoryStore, host) => [
  new TestGeneratorTool(memoryStore, host),
  new CoverageAnalyzerTool(memoryStore, host),
  new QualityGateTool(memoryStore, host),
  new RoutingTool(memoryStore, host),
  new CostTool(memoryStore, host),
];

/**
 * The MCP server of the fleet (spec 4.1), not yet connected: one for each connection. Tools stream while the fleet's feature is
 * on, asked anew for every call, so that a changed setting applies to the next one; without a configuration they never do.
 */
export function createMCPServer(
  memoryStore: SwarmMemoryManager,
  config: FleetConfig | undefined,
  host: McpHost & { readonly createTools?: CreateTools },
): McpServer {
  const isStreamed = config !== undefined && featuresOf(config).streaming;
  const server = new McpServer(
    { name: serverName, title: serverTitle, version: host.version },
    {
      capabilities: { tools: {}, ...(isStreamed && { experimental: { streaming: {} } }) },
      instructions,
      maxToolInputElements: maxArgumentElements,
    },
  );
  server.server.onerror = (error) => host.logger.warn('MCP message refused', { error: describeError(error) });
  const isStreaming = (): boolean =>
    config !== undefined && host.services.fleet.isFeatureEnabled('streaming');
  for (const tool of (host.createTools ?? createProductTools)(memoryStore, host)) {
    const streaming = new StreamingMCPTool(tool, memoryStore, host);
    registerTool(server, tool, () => (isStreaming() && tool.supportsStreaming() ? streaming : tool));
  }
  registerRunReports(server, memoryStore, host);
  host.extend?.(server);
  return server;
}

/** @param asNow the tool as it is to be called at this moment: itself, or wrapped. @throws in `asNow` becomes the result */
function registerTool(server: McpServer, tool: BaseMCPTool, asNow: () => BaseMCPTool): void {
  const { title, description, inputSchema, outputSchema, annotations } = tool;
  server.registerTool(
    tool.name,
    { title, description, inputSchema, outputSchema, annotations },
    async (params: unknown, extra: CallExtra) => {
      try {
        return toResult(await asNow().execute(params, toContext(server, extra)));
      } catch (error) {
        return presentError(error);
      }
    },
  );
}

function toContext(server: McpServer, extra: CallExtra): ToolContext {
  const progressToken = extra._meta?.progressToken;
  return {
    signal: extra.signal,
    clientRoots: clientRootsOf(server, extra),
    ask: clientQuestionOf(server, extra),
    sendProgress:
      progressToken === undefined
        ? undefined
        : (progress) =>
            extra.sendNotification({
              method: 'notifications/progress',
              params: { progressToken, ...progress },
            }),
  };
}

function toResult({
  structured,
  text,
  isError = false,
  resources = [],
}: ToolOutcome<Record<string, unknown>>): CallToolResult {
  const links = resources.map((resource) => ({ type: 'resource_link' as const, ...resource }));
  return {
    content: [{ type: 'text', text }, ...links],
    structuredContent: structured,
    ...(isError && { isError }),
  };
}
