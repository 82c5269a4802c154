import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BearerProxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands before a server for a client that cannot send a bearer token: adds it to every request. All else is handed on as it came,
 * foreign names of hosts included; only its own port becomes that of the server.
 */
export async function startBearerProxy(target: URL, token: string): Promise<BearerProxy> {
  const proxy = createServer((incoming, outgoing) => {
    const { port } = proxy.address() as AddressInfo;
    const withPort = (value: string | undefined) => value?.replace(`:${port}`, `:${target.port}`);
    const { host, origin } = incoming.headers;
    const sent = httpRequest(
      {
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: {
          ...incoming.headers,
          authorization: `Bearer ${token}`,
          host: withPort(host),
          ...(origin !== undefined && { origin: withPort(origin) }),
        },
      },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        outgoing.flushHeaders();
        response.pipe(outgoing);
      },
    );
    sent.on('error', () => outgoing.destroy());
    outgoing.on('close', () => sent.destroy());
    incoming.pipe(sent);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${target.pathname}`,
    close: async () => {
      const closed = new Promise((resolve) => proxy.close(resolve));
      proxy.closeAllConnections();
      await closed;
    },
  };
}
