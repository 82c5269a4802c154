import { isRecord } from './providerSentence';

/** How long a refused caller is to wait, in milliseconds, from the headers or, with Google, the body. Undefined: nothing is said. */
export function retryAfterMsOf(headers: Headers, body: unknown, nowMs: number): number | undefined {
  return (
    milliseconds(headers.get('retry-after-ms')) ??
    secondsOrDate(headers.get('retry-after'), nowMs) ??
    googleDelay(body)
  );
}

function milliseconds(value: string | null): number | undefined {
  return value !== null && /^\d+(\.\d+)?$/.test(value.trim()) ? Math.ceil(Number(value)) : undefined;
}

function secondsOrDate(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Math.ceil(Number(value) * 1000);
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

/** `{ error: { details: [{ "@type": "…/google.rpc.RetryInfo", retryDelay: "34.07s" }] } }` */
function googleDelay(body: unknown): number | undefined {
  const error = isRecord(body) ? body.error : undefined;
  const details = isRecord(error) && Array.isArray(error.details) ? error.details : [];
  for (const detail of details) {
    const delay = isRecord(detail) ? detail.retryDelay : undefined;
    const seconds = typeof delay === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1] : undefined;
    if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000);
  }
  return undefined;
}
