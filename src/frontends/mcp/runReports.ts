import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpError, type Resource } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { describeError } from '../../base/error';
import type { TaskSummary } from '../../core/fleet/task';
import type { JsonValue } from '../../core/memory/jsonValue';
import { AccessLevel, type Accessor, systemAccessor } from '../../core/memory/memoryEntry';
import { COORDINATION_PARTITION } from '../../core/memory/memoryPartitions';
import type { SwarmMemoryManager } from '../../core/memory/swarmMemoryManager';
import type { ToolContext } from './baseMcpTool';
import { type CallExtra, clientRootsOf } from './clientRoots';
import type { McpHost } from './mcpHost';
import { isAllowedFolder } from './resolveTargets';

const partition = COORDINATION_PARTITION;
const keyPrefix = 'mcp/runs/';
const uriPrefix = 'agentic-qe://runs/';
const mimeType = 'application/json';
/** A day, as the data of streams: long enough for whoever made the call. */
const ttlSeconds = 24 * 60 * 60;
/** Of MCP, for a URI that leads to nothing. */
const resourceNotFound = -32_002;

/** As it was stored, perhaps by another version of the product. */
const storedSchema = z.object({ workspaceRoot: z.string(), summary: z.record(z.string(), z.unknown()) });

type Summary = Readonly<Record<string, unknown>>;

export interface RunReport {
  /** Absolute, symbolic links resolved. */
  readonly workspaceRoot: string;
  readonly summary: TaskSummary;
}

/** Keeps the whole report of a run, every receipt included, for clients to read later. @throws MemoryError */
export async function keepRunReport(
  memory: SwarmMemoryManager,
  report: RunReport,
): Promise<readonly Resource[]> {
  const { summary } = report;
  const { runId } = summary;
  // Summaries are data through and through; the memory refuses what JSON cannot say.
  const value = report as unknown as JsonValue;
  await memory.store(keyPrefix + runId, value, {
    partition,
    owner: systemAccessor,
    accessLevel: AccessLevel.PUBLIC,
    ttl: ttlSeconds,
  });
  const summaryRecord: Summary = { ...summary };
  return views.filter(({ read }) => read(summaryRecord) !== undefined).map((view) => toResource(runId, view));
}

/** What of a stored run can be read at an address of its own. */
interface View {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What follows the run's address. */
  readonly ending: string;
  /** Undefined: the run has no such thing. */
  read(summary: Summary): unknown;
}

const views: readonly View[] = [
  {
    name: 'run-report',
    title: 'Run report',
    description: 'Everything a run found out: every receipt with its evidence, coverage, cost, failures.',
    ending: '',
    read: (summary) => summary,
  },
  {
    name: 'run-receipts',
    title: 'Receipts',
    description:
      'One receipt for every test that was proposed in a run: kept or dropped and why, runs passed, what it added, model, cost.',
    ending: '/receipts',
    read: ({ receipts }) => receipts,
  },
];

/**
 * Offers the reports in memory as resources `agentic-qe://runs/<runId>`, and their receipts below. The memory is shared by the
 * servers of all workspaces: a client sees the runs in folders that it could have a tool work in.
 */
export function registerRunReports(server: McpServer, memory: SwarmMemoryManager, host: McpHost): void {
  for (const view of views) registerView(view, { server, memory, host });
}

function registerView(
  view: View,
  {
    server,
    memory,
    host,
  }: { readonly server: McpServer; readonly memory: SwarmMemoryManager; readonly host: McpHost },
): void {
  const { name, title, description, ending } = view;
  const template = new ResourceTemplate(`${uriPrefix}{runId}${ending}`, {
    list: async (extra) => {
      const entries = await memory.list({ partition, prefix: keyPrefix, accessor: accessorOf(extra) });
      const clientRoots = onceOrNone(clientRootsOf(server, extra), host);
      const resources: Resource[] = [];
      for (const { key, value } of entries) {
        const summary = await toAllowedSummary(value, host, { clientRoots });
        if (summary && view.read(summary) !== undefined)
          resources.push(toResource(key.slice(keyPrefix.length), view));
      }
      return { resources };
    },
  });
  server.registerResource(name, template, { title, description, mimeType }, async (uri, { runId }, extra) => {
    const key = keyPrefix + String(runId);
    const value = await memory.retrieve(key, { partition, accessor: accessorOf(extra) });
    const summary = await toAllowedSummary(value, host, { clientRoots: clientRootsOf(server, extra) });
    const content = summary && view.read(summary);
    if (content === undefined)
      throw new McpError(resourceNotFound, `Resource not found: ${uri.href}`, { uri: uri.href });
    return { contents: [{ uri: uri.href, mimeType, text: JSON.stringify(content) }] };
  });
}

/** Undefined when there is none, or when it is about a folder that is not the client's. */
async function toAllowedSummary(
  stored: JsonValue | undefined,
  host: McpHost,
  context: Pick<ToolContext, 'clientRoots'>,
): Promise<Summary | undefined> {
  const { data } = storedSchema.safeParse(stored);
  if (data === undefined) return undefined;
  return (await isAllowedFolder(data.workspaceRoot, host, context)) ? data.summary : undefined;
}

/** A list need not fail, nor wait again and again, because the client does not tell what it has open. */
function onceOrNone(
  clientRoots: ToolContext['clientRoots'],
  { logger }: Pick<McpHost, 'logger'>,
): ToolContext['clientRoots'] {
  let asked: Promise<readonly string[]> | undefined;
  return () => {
    asked ??= clientRoots().catch((error: unknown) => {
      logger.warn('Run reports are listed without the folders of the client', {
        error: describeError(error),
      });
      return [];
    });
    return asked;
  };
}

function toResource(runId: string, { name, title, description, ending }: View): Resource {
  return { uri: `${uriPrefix}${runId}${ending}`, name: `${name}-${runId}`, title, description, mimeType };
}

/** Clients are outside of the fleet: they read what is public. */
function accessorOf({ sessionId }: Pick<CallExtra, 'sessionId'>): Accessor {
  return { kind: 'client', clientId: sessionId ?? 'stdio' };
}
