import type { Readable, Writable } from 'node:stream';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { onAbort } from '../../../base/abort';
import { maxMessageBytes } from './messageLimit';

export interface StdioOptions {
  readonly stdin: Readable;
  /** Carries the protocol and nothing else. */
  readonly stdout: Writable;
  /** Ends the connection. */
  readonly signal: AbortSignal;
}

/** Serves one client over standard input and output until either of them ends; calls in progress are then cancelled. */
export async function serveStdio(server: McpServer, { stdin, stdout, signal }: StdioOptions): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    const end = (): void => resolve();
    stdin.once('end', end);
    stdin.once('close', end);
    // Stays on: each write to a broken pipe reports, and an unheard report ends the process at once.
    stdout.on('error', end);
    server.server.onclose = end;
    onAbort(signal, end);
  });
  await server.connect(new StdioServerTransport(stdin, stdout, { maxBufferSize: maxMessageBytes }));
  await ended;
  await server.close();
}
