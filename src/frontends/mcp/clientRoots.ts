import { fileURLToPath } from 'node:url';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { throwIfAborted } from '../../base/abort';
import { describeError } from '../../base/error';
import { WorkspaceError } from '../../core/errors';
import type { ToolContext } from './baseMcpTool';

/** What the SDK hands to the handler of a call. */
export type CallExtra = RequestHandlerExtra<ServerRequest, ServerNotification>;

const answerTimeoutMs = 5000;
/** Not the SDK's, which refuses all roots when one of them is not of this disk. */
const rootsSchema = z.object({ roots: z.array(z.object({ uri: z.string() })) });

/** How to ask the client of a call for the folders it has open; none when it does not say that it tells. */
export function clientRootsOf({ server }: McpServer, extra: CallExtra): ToolContext['clientRoots'] {
  return async () => (server.getClientCapabilities()?.roots ? await askForRoots(extra) : []);
}

/** Asks the client for the folders it has open; those that are not on this disk are left out. @throws WorkspaceError when it does not answer */
async function askForRoots(extra: CallExtra): Promise<readonly string[]> {
  try {
    const { roots } = await extra.sendRequest({ method: 'roots/list' }, rootsSchema, {
      timeout: answerTimeoutMs,
      signal: extra.signal,
    });
    return roots.flatMap(({ uri }) => toPath(uri));
  } catch (cause) {
    throwIfAborted(extra.signal);
    throw new WorkspaceError(
      'workspace-path-outside',
      `The client did not tell which folders it has open: ${describeError(cause)}.`,
      { cause, hint: 'Name the folder that the server was started in with the argument workspace.' },
    );
  }
}

function toPath(uri: string): readonly string[] {
  try {
    return uri.startsWith('file:') ? [fileURLToPath(uri)] : [];
  } catch {
    // A file URI of another machine.
    return [];
  }
}
