import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpError, type Resource } from '@modelcontextprotocol/sdk/types.js';
import type { TaskSummary } from '../../core/fleet/task';
import type { JsonValue } from '../../core/memory/jsonValue';
import { AccessLevel, type Accessor, systemAccessor } from '../../core/memory/memoryEntry';
import { COORDINATION_PARTITION } from '../../core/memory/memoryPartitions';
import type { SwarmMemoryManager } from '../../core/memory/swarmMemoryManager';
import type { CallExtra } from './clientRoots';

const partition = COORDINATION_PARTITION;
const keyPrefix = 'mcp/runs/';
const uriPrefix = 'agentic-qe://runs/';
const mimeType = 'application/json';
/** A day, as the data of streams: long enough for whoever made the call. */
const ttlSeconds = 24 * 60 * 60;
/** Of MCP, for a URI that leads to nothing. */
const resourceNotFound = -32_002;

/** Keeps the whole report of a run, every receipt included, for clients to read later. @throws MemoryError */
export async function keepRunReport(memory: SwarmMemoryManager, summary: TaskSummary): Promise<Resource> {
  // Summaries are data through and through; the memory refuses what JSON cannot say.
  const value = summary as unknown as JsonValue;
  await memory.store(keyPrefix + summary.runId, value, {
    partition,
    owner: systemAccessor,
    accessLevel: AccessLevel.PUBLIC,
    ttl: ttlSeconds,
  });
  return toResource(summary.runId);
}

/** Offers the reports in memory as resources `agentic-qe://runs/<runId>`. */
export function registerRunReports(server: McpServer, memory: SwarmMemoryManager): void {
  const template = new ResourceTemplate(`${uriPrefix}{runId}`, {
    list: async (extra) => {
      const entries = await memory.list({ partition, prefix: keyPrefix, accessor: accessorOf(extra) });
      return { resources: entries.map(({ key }) => toResource(key.slice(keyPrefix.length))) };
    },
  });
  const description =
    'Everything a run found out: every receipt with its evidence, coverage, cost, failures.';
  server.registerResource(
    'run-report',
    template,
    { title: 'Run report', description, mimeType },
    async (uri, { runId }, extra) => {
      const key = keyPrefix + String(runId);
      const report = await memory.retrieve(key, { partition, accessor: accessorOf(extra) });
      if (report === undefined)
        throw new McpError(resourceNotFound, `Resource not found: ${uri.href}`, { uri: uri.href });
      return { contents: [{ uri: uri.href, mimeType, text: JSON.stringify(report) }] };
    },
  );
}

function toResource(runId: string): Resource {
  return { uri: uriPrefix + runId, name: `run-${runId}`, title: 'Run report', mimeType };
}

/** Clients are outside of the fleet: they read what is public. */
function accessorOf({ sessionId }: Pick<CallExtra, 'sessionId'>): Accessor {
  return { kind: 'client', clientId: sessionId ?? 'stdio' };
}
