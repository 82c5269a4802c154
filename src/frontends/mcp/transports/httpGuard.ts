import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is not served. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Refuses what does not come from this machine's own clients. A web page in the user's browser can reach 127.0.0.1, directly or
 * by a host name that it lets lead there: the first shows in `Origin`, the second in `Host`.
 */
export function refuseForeign({ headers }: IncomingMessage, port: number): Refusal | undefined {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  if (!hosts.includes((headers.host ?? '').toLowerCase()))
    return { status: 403, message: 'Host is not this server.' };
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin.toLowerCase() === `http://${host}`))
    return { status: 403, message: 'Origin is not this server.' };
  return undefined;
}

/** Refuses a request without the bearer token. */
export function refuseUnauthorized({ headers }: IncomingMessage, token: string): Refusal | undefined {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (given !== undefined && isSame(given, token)) return undefined;
  return {
    status: 401,
    message: 'The bearer token that the server printed when it started is missing or wrong.',
    headers: { 'WWW-Authenticate': 'Bearer' },
  };
}

/** Compares in a time that does not depend on where the texts differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
