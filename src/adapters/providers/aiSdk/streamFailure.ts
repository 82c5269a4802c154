import { APICallError } from '@ai-sdk/provider';
import { ProviderError } from '../../../core/errors';
import { type ProviderEndpoint, properNameOf } from '../providerEndpoint';
import { explanationIn, isRecord, tidySentence } from './providerSentence';
import { statusFailure } from './statusFailure';

/** Words in a provider's own name of an error, and the status it would have had before the stream began. */
const statusWords: readonly (readonly [RegExp, number])[] = [
  [/overload|unavailable/, 529],
  [/insufficient_quota|rate_limit|resource_exhausted|too_many/, 429],
  [/authentication|unauthenticated|invalid_api_key/, 401],
  [/permission/, 403],
  [/timeout|deadline/, 504],
];

/**
 * What a ProviderError makes of anything that the AI SDK throws or reports within a stream. Its errors hold the request and
 * its headers; of them only the status and the provider's sentence are kept, never as a cause.
 */
export function streamFailure(endpoint: ProviderEndpoint, thrown: unknown): ProviderError {
  const own = ownErrorIn(thrown);
  if (own) return own;
  const kind = kindOf(thrown);
  const status = statusOf(thrown) ?? statusWords.find(([words]) => words.test(kind))?.[1];
  const sentence = sentenceOf(endpoint, thrown);
  // Other statuses of the middle of a stream say less than that it broke.
  if (status !== undefined && ([401, 403, 429].includes(status) || status > 500)) {
    return withinAnswer(statusFailure(endpoint, { status, sentence, kind }));
  }
  const name = properNameOf(endpoint.provider);
  return new ProviderError(
    'provider-stream-broken',
    sentence === undefined
      ? `${name} sent something that is not part of an answer.`
      : `${name} broke off the answer: ${sentence}`,
    { hint: 'Try again, or choose another model.', isRetryable: true },
  );
}

/** Statuses of HTTP have become errors before: this one came in the stream itself. */
function withinAnswer({ code, message, hint, isRetryable, retryAfterMs }: ProviderError): ProviderError {
  return new ProviderError(code, message, {
    isRetryable,
    isInAnswer: true,
    ...(hint !== undefined && { hint }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** The stream ended, and nothing in it said that the answer is complete. */
export function unfinishedAnswer({ provider }: ProviderEndpoint, detail: string): ProviderError {
  return new ProviderError(
    'provider-stream-broken',
    `The answer of ${properNameOf(provider)} is not complete: ${detail}.`,
    { hint: 'Try again, or choose another model.', isRetryable: true },
  );
}

function ownErrorIn(thrown: unknown): ProviderError | undefined {
  let current = thrown;
  for (let depth = 0; depth < 5; depth += 1) {
    if (current instanceof ProviderError) return current;
    if (!(current instanceof Error)) return undefined;
    current = current.cause;
  }
  return undefined;
}

function statusOf(thrown: unknown): number | undefined {
  if (!isRecord(thrown)) return undefined;
  const status = [thrown.statusCode, thrown.code].map(Number).find((code) => code >= 400 && code <= 599);
  return status;
}

function kindOf(thrown: unknown): string {
  if (!isRecord(thrown)) return '';
  const data = isRecord(thrown.data) ? thrown.data : {};
  const inner = isRecord(data.error) ? data.error : data;
  return [thrown.type, thrown.code, thrown.status, inner.type, inner.code, inner.status]
    .filter((word) => typeof word === 'string')
    .join(' ')
    .toLowerCase();
}

/** Only what the provider wrote: the SDK's own sentences quote what was received, and that may be anything. */
function sentenceOf({ key }: ProviderEndpoint, thrown: unknown): string | undefined {
  if (thrown instanceof Error && !APICallError.isInstance(thrown)) return undefined;
  if (APICallError.isInstance(thrown) && (thrown.statusCode === undefined || thrown.statusCode < 400))
    return undefined;
  return tidySentence(typeof thrown === 'string' ? thrown : explanationIn(thrown), key);
}
