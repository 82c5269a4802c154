import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this computer that speaks as much of OpenAI's protocol as one streamed answer takes, and wants a key. */
export class OpenAiServer {
  /** What was sent as authorization, one entry per call of a model. */
  readonly authorizations: (string | undefined)[] = [];

  private constructor(
    private readonly server: Server,
    private readonly key: string,
  ) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  /** @param key the only one that is accepted */
  static async start(key: string): Promise<OpenAiServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new OpenAiServer(server, key);
  }

  /** Up to and with the version. */
  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for await (const _part of request);
    if (request.url?.endsWith('/models')) {
      json(response, 200, { object: 'list', data: [{ id: 'tiny', object: 'model' }] });
      return;
    }
    this.authorizations.push(request.headers.authorization);
    if (request.headers.authorization !== `Bearer ${this.key}`) {
      // As some servers do, the refusal repeats what was sent.
      const message = `Incorrect API key provided: ${request.headers.authorization?.slice('Bearer '.length)}`;
      json(response, 401, { error: { message, type: 'invalid_request_error', code: 'invalid_api_key' } });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const common = { id: 'chat-1', object: 'chat.completion.chunk', created: 1, model: 'tiny' };
    const choice = (delta: object, finish_reason: string | null) => [{ index: 0, delta, finish_reason }];
    const usage = { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 };
    for (const chunk of [
      { ...common, choices: choice({ role: 'assistant', content: 'ok' }, null) },
      { ...common, choices: choice({}, 'stop') },
      { ...common, choices: [], usage },
    ]) {
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    }
    response.end('data: [DONE]\n\n');
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
