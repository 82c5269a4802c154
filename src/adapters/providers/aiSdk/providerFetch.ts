import { isAbortError } from '../../../base/abort';
import type { Clock } from '../../../base/clock';
import { ProviderError } from '../../../core/errors';
import { addressSetting, type ProviderEndpoint, properNameOf } from '../providerEndpoint';
import { EventSizes } from './boundedEvents';
import { lostConnection, networkFailure } from './networkFailure';
import { explanationIn, isRecord, parseJson, tidySentence } from './providerSentence';
import { retryAfterMsOf } from './retryAfter';
import { statusFailure } from './statusFailure';

/** Of the body of an error. */
const longestExplanationBytes = 64 * 1024;

/**
 * `fetch` for the AI SDK that lets nothing through but a stream of events of bounded size. All else becomes a ProviderError
 * here, so that no error of the SDK, which carries the request, is the source of ours. Redirects are not followed: the
 * platform would send some providers' key headers along.
 */
export function createProviderFetch(endpoint: ProviderEndpoint, clock: Clock): typeof globalThis.fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const response = await send(endpoint, address, init);
    if (!response.ok) throw await refusal(endpoint, response, clock.now());
    const contentType = response.headers.get('content-type') ?? '';
    if (contentType !== '' && !/^text\/event-stream\b/i.test(contentType)) {
      throw await wrongContent(endpoint, response, contentType);
    }
    const body = response.body && boundedBody(endpoint, response.body);
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

async function send(endpoint: ProviderEndpoint, address: string, init?: RequestInit): Promise<Response> {
  try {
    // Asked for at each call: the editor replaces it by one that knows the user's proxy.
    return await globalThis.fetch(address, { ...init, redirect: 'manual' });
  } catch (error) {
    throw isAbortError(error) ? error : networkFailure(endpoint, address, error);
  }
}

async function refusal(
  endpoint: ProviderEndpoint,
  response: Response,
  nowMs: number,
): Promise<ProviderError> {
  const body = parseJson(await beginningOf(response));
  // What the editor's fetch makes of a redirect has status 0.
  const status = response.type === 'opaqueredirect' ? 302 : response.status;
  return statusFailure(endpoint, {
    status,
    sentence: tidySentence(explanationIn(body), endpoint.key),
    kind: kindOf(body),
    retryAfterMs: retryAfterMsOf(response.headers, body, nowMs),
  });
}

async function wrongContent(
  endpoint: ProviderEndpoint,
  response: Response,
  contentType: string,
): Promise<ProviderError> {
  const sentence = tidySentence(explanationIn(parseJson(await beginningOf(response))), endpoint.key);
  const type = tidySentence(contentType.split(';')[0], endpoint.key);
  return new ProviderError(
    'provider-stream-broken',
    `${properNameOf(endpoint.provider)} answers with ${type} and not with a stream of events${sentence ? `: ${sentence}` : '.'}`,
    { hint: `Check the address in ${addressSetting(endpoint.provider)}.` },
  );
}

function kindOf(body: unknown): string | undefined {
  const error = isRecord(body) ? body.error : undefined;
  if (!isRecord(error)) return undefined;
  return [error.type, error.code].filter((kind) => typeof kind === 'string').join(' ');
}

/** The first 64 KiB of a body as text; what cannot be read is left out. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  const reader = response.body?.getReader();
  try {
    while (reader && sizeBytes < longestExplanationBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      sizeBytes += value.length;
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    if (isAbortError(error)) throw error;
  }
  // Nobody waits for what is left of it.
  reader?.cancel().catch(() => {});
  return text;
}

function boundedBody(
  endpoint: ProviderEndpoint,
  body: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const sizes = new EventSizes();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else if (sizes.isWithinBounds(value)) controller.enqueue(value);
        else throw tooLarge(endpoint);
      } catch (error) {
        reader.cancel().catch(() => {});
        controller.error(isOurs(error) ? error : lostConnection(endpoint, error));
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function isOurs(error: unknown): boolean {
  return error instanceof ProviderError || isAbortError(error);
}

function tooLarge({ provider }: ProviderEndpoint): ProviderError {
  return new ProviderError(
    'provider-stream-broken',
    `${properNameOf(provider)} sends more in one piece than an answer can have, and the connection was ended.`,
    { hint: `Check the address in ${addressSetting(provider)}.` },
  );
}
