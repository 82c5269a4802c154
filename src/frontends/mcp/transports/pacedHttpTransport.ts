import type { ServerResponse } from 'node:http';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';

/**
 * The SDK's transport, which takes any number of messages for a client that does not read them; this one lets whoever sends
 * wait until the connection has room again, or is gone.
 */
export class PacedHttpTransport extends StreamableHTTPServerTransport {
  private readonly responses = new Map<RequestId, ServerResponse>();
  private readonly open = new Set<ServerResponse>();

  /** True while the client waits for anything. */
  get isBusy(): boolean {
    return this.open.size > 0;
  }

  /** To be called before the request is handled. @param message what was in its body */
  watch(response: ServerResponse, message?: unknown): void {
    const ids = requestIdsOf(message);
    this.open.add(response);
    for (const id of ids) this.responses.set(id, response);
    response.once('close', () => {
      this.open.delete(response);
      for (const id of ids) if (this.responses.get(id) === response) this.responses.delete(id);
    });
  }

  override async send(
    message: JSONRPCMessage,
    options?: { readonly relatedRequestId?: RequestId },
  ): Promise<void> {
    await super.send(message, options);
    const response =
      options?.relatedRequestId === undefined ? undefined : this.responses.get(options.relatedRequestId);
    if (response?.writableNeedDrain) await drained(response);
  }
}

function requestIdsOf(message: unknown): readonly RequestId[] {
  const messages: readonly unknown[] = Array.isArray(message) ? message : [message];
  return messages.flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('method' in item) || !('id' in item)) return [];
    return typeof item.id === 'string' || typeof item.id === 'number' ? [item.id] : [];
  });
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
