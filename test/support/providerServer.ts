import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One call of the server: what came, and what goes back. */
export interface Exchange extends ReceivedCall {
  readonly response: ServerResponse;
  /** Resolves when the caller's connection has ended, in whatever way. */
  readonly closed: Promise<void>;
}

/** A server on this computer that answers as a test says, down to the byte. */
export class ProviderServer {
  readonly calls: ReceivedCall[] = [];
  private answer: (exchange: Exchange) => Promise<void> | void = ({ response }) => void response.end();
  private readonly waiting: ((exchange: Exchange) => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ProviderServer> {
    const server = createServer();
    const providerServer = new ProviderServer(server);
    server.on('request', (request, response) => {
      const pieces: Buffer[] = [];
      const closed = once(response, 'close').then(() => {});
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8');
        const call = { path: request.url ?? '', headers: request.headers, body };
        providerServer.calls.push(call);
        const exchange = { ...call, response, closed };
        for (const resolve of providerServer.waiting.splice(0)) resolve(exchange);
        void providerServer.answer(exchange);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return providerServer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How every further call is answered. */
  onCall(answer: (exchange: Exchange) => Promise<void> | void): void {
    this.answer = answer;
  }

  /** Answers every further call with a stream of these events, in one piece, that ends well. */
  streamEvents(events: readonly string[]): void {
    this.onCall(({ response }) => void beginStream(response).end(events.join('')));
  }

  /** The next call that comes. */
  nextCall(): Promise<Exchange> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Sends the head of a stream of events. */
export function beginStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  return response;
}

/** Resolves when the piece is on its way. */
export function send(response: ServerResponse, piece: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}
