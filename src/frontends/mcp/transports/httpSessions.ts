import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import { describeError } from '../../../base/error';
import { ConfigError } from '../../../core/errors';
import type { Refusal } from './httpGuard';
import { PacedHttpTransport } from './pacedHttpTransport';

/** Clients that are connected at the same time; the one that was silent for longest makes room. */
const maxSessions = 64;

/** The clients of the server, each with an MCP server of its own. */
export class HttpSessions {
  /** In order of last use. */
  private readonly transports = new Map<string, PacedHttpTransport>();

  /** @param createServer called for each client; a ConfigError refuses it, with its sentence */
  constructor(private readonly createServer: () => McpServer) {}

  /** Hands a request to its session; an `initialize` request opens one. @returns why not, when there is none for it */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    message?: unknown,
  ): Promise<Refusal | undefined> {
    const id = request.headers['mcp-session-id'];
    const transport = typeof id === 'string' ? this.transports.get(id) : undefined;
    if (typeof id === 'string' && transport) {
      this.transports.delete(id);
      this.transports.set(id, transport);
      await forward(transport, { request, response, message });
      return undefined;
    }
    if (id !== undefined) return { status: 404, message: 'Session not found' };
    if (!isInitializeRequest(message))
      return { status: 400, message: 'Bad Request: Mcp-Session-Id header is required' };
    return await this.open(request, response, message);
  }

  /** Closes every session; calls in progress are cancelled. */
  async close(): Promise<void> {
    await Promise.all([...this.transports.values()].map((transport) => transport.close()));
  }

  private async open(
    request: IncomingMessage,
    response: ServerResponse,
    message: unknown,
  ): Promise<Refusal | undefined> {
    const server = this.tryCreateServer();
    if (!('connect' in server)) return server;
    if (!(await this.makeRoom())) {
      return {
        status: 503,
        message: `${maxSessions} clients are connected and busy. Try again later.`,
        headers: { 'Retry-After': '10' },
      };
    }
    const transport = new PacedHttpTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        this.transports.set(id, transport);
      },
    });
    transport.onclose = () => {
      if (transport.sessionId !== undefined) this.transports.delete(transport.sessionId);
    };
    // The class is a Transport but for how it declares that a callback may be missing.
    await server.connect(transport as Transport);
    await forward(transport, { request, response, message });
    // Refused by the SDK, for its headers: nobody knows of this session.
    if (transport.sessionId === undefined) await transport.close();
    return undefined;
  }

  private tryCreateServer(): McpServer | Refusal {
    try {
      return this.createServer();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return { status: 503, message: describeError(error) };
    }
  }

  private async makeRoom(): Promise<boolean> {
    if (this.transports.size < maxSessions) return true;
    const silent = [...this.transports.values()].find((transport) => !transport.isBusy);
    await silent?.close();
    return silent !== undefined;
  }
}

async function forward(
  transport: PacedHttpTransport,
  {
    request,
    response,
    message,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly message: unknown },
): Promise<void> {
  transport.watch(response, message);
  await transport.handleRequest(request, response, message);
}
