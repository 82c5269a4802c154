import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { describeError } from '../../../base/error';
import type { Logger } from '../../../base/logger';
import type { Metrics } from '../../../core/metrics/metrics';
import { type Refusal, refuseForeign, refuseUnauthorized } from './httpGuard';
import { HttpSessions } from './httpSessions';
import { maxMessageBytes } from './messageLimit';

export interface HttpOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** Every request but those to `/healthz` must carry it. */
  readonly token: string;
  /** Called for each client. A ConfigError refuses that client, with its sentence. */
  createServer(): McpServer;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  readonly logger: Logger;
}

export interface HttpEndpoint {
  readonly port: number;
  /** Cancels what is being done and closes all connections. */
  close(): Promise<void>;
}

/** What a client may take its time for, in milliseconds; the answer, which may be a stream, has no limit. */
const limits = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1000 } as const;
const maxConnections = 256;
const maxHeaderSize = 16 * 1024;

/**
 * Serves MCP at `/mcp`, metrics at `/metrics` and a sign of life at `/healthz`, on 127.0.0.1 only.
 * Rejects with the error of the system when the port cannot be had.
 */
export async function serveHttp(options: HttpOptions): Promise<HttpEndpoint> {
  const sessions = new HttpSessions(options.createServer);
  const server = createServer({ ...limits, maxHeaderSize }, (request, response) => {
    const { port } = server.address() as AddressInfo;
    answer(request, response, { ...options, port, sessions }).catch((error: unknown) => {
      // The client went away, or was too slow, before it had said what it wants.
      if (!request.complete) return;
      options.logger.error('An HTTP request failed', { error: describeError(error) });
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 500, message: 'Internal error' });
    });
  });
  server.maxConnections = maxConnections;
  await listen(server, options.port);
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sessions.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Route extends HttpOptions {
  readonly sessions: HttpSessions;
}

async function answer(request: IncomingMessage, response: ServerResponse, route: Route): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  const refusal = await serve(request, response, route);
  if (refusal) refuse(response, refusal);
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { port, token, sessions, metrics }: Route,
): Promise<Refusal | undefined> {
  const foreign = refuseForeign(request, port);
  if (foreign) return foreign;
  const [path] = (request.url ?? '').split('?', 1);
  if (path === '/healthz') {
    return onlyGet(request) ?? send(response, { contentType: 'text/plain; charset=utf-8', text: 'ok\n' });
  }
  const unauthorized = refuseUnauthorized(request, token);
  if (unauthorized) return unauthorized;
  if (path === '/metrics') {
    return (
      onlyGet(request) ?? send(response, { contentType: metrics.contentType, text: await metrics.text() })
    );
  }
  if (path !== '/mcp') return { status: 404, message: 'Not found: MCP is at /mcp.' };
  if (request.method !== 'POST') return await sessions.handle(request, response);
  const body = await readBody(request);
  if (body === undefined) {
    return {
      status: 413,
      message: `A message must not exceed ${maxMessageBytes} bytes.`,
      // What the client still sends is not read.
      headers: { Connection: 'close' },
    };
  }
  const message = parseJson(body);
  if (message === undefined) return { status: 400, message: 'Parse error: Invalid JSON' };
  return await sessions.handle(request, response, message);
}

function onlyGet({ method }: IncomingMessage): Refusal | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  return { status: 405, message: 'Only GET is served here.', headers: { Allow: 'GET, HEAD' } };
}

function send(
  response: ServerResponse,
  { contentType, text }: { readonly contentType: string; readonly text: string },
): undefined {
  response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' }).end(text);
}

/** In the form of a JSON-RPC error, which MCP clients can read. */
function refuse(response: ServerResponse, { status, message, headers }: Refusal): void {
  const code = status === 404 ? -32001 : -32000;
  response
    .writeHead(status, { 'Content-Type': 'application/json', ...headers })
    .end(JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null }));
}

/** @returns undefined for a body that is too large; the rest of it is left unread. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxMessageBytes) return undefined;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // Left open on the way out, so that the refusal can still be sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    sizeBytes += (chunk as Buffer).length;
    if (sizeBytes > maxMessageBytes) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined for what is no JSON (which has no `undefined` itself), and for what means to change the prototype of objects. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key: string, value: unknown) => {
      if (key === '__proto__') throw new SyntaxError('No honest client sends this key');
      return value;
    });
  } catch {
    return undefined;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
