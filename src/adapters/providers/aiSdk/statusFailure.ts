import { ProviderError } from '../../../core/errors';
import { addressSetting, keyAdvice, type ProviderEndpoint, properNameOf } from '../providerEndpoint';

export interface FailedStatus {
  readonly status: number;
  /** What the provider says itself, without secrets. */
  readonly sentence: string | undefined;
  /** The provider's own code or type of the error. */
  readonly kind?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

const later = 'Try again later, or choose another model.';

/** The failure that a status of HTTP stands for. */
export function statusFailure(endpoint: ProviderEndpoint, failed: FailedStatus): ProviderError {
  const { status, sentence, kind = '', retryAfterMs } = failed;
  const name = properNameOf(endpoint.provider);
  const reason = sentence === undefined ? '.' : `: ${endSentence(sentence)}`;
  switch (true) {
    case status === 401:
      // The sentence is not quoted: providers repeat parts of the key in it.
      return new ProviderError(
        'provider-authentication',
        endpoint.key === undefined ? `${name} wants a key.` : `${name} does not accept the key.`,
        { hint: `For another one, ${keyAdvice(endpoint.provider)}.` },
      );
    case status === 403:
      return new ProviderError('provider-authentication', `${name} does not allow this (403)${reason}`, {
        hint: `Look into the account what the key may do, or ${keyAdvice(endpoint.provider)}.`,
      });
    case status === 402 || kind.includes('insufficient_quota'):
      return new ProviderError(
        'provider-refused',
        `${name} has no credit left for the key (${status})${reason}`,
        {
          hint: 'Add credit to the account, or choose another model.',
        },
      );
    case status === 429:
      return new ProviderError('provider-rate-limited', `${name} takes no further call now (429)${reason}`, {
        hint: waitAdvice(retryAfterMs),
        isRetryable: true,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    // A gateway that gave up may have had the work done behind it.
    case [408, 502, 504].includes(status) || (status >= 520 && status <= 524):
      return new ProviderError('provider-timed-out', `${name} took too long (${status})${reason}`, {
        hint: later,
        isRetryable: true,
      });
    case status >= 500:
      return new ProviderError(
        'provider-overloaded',
        `${name} ${status === 529 || status === 503 ? 'is overloaded' : 'has failed'} (${status})${reason}`,
        {
          hint: waitAdvice(retryAfterMs),
          isRetryable: true,
          ...(retryAfterMs !== undefined && { retryAfterMs }),
        },
      );
    case status >= 300 && status < 400:
      return new ProviderError(
        'provider-refused',
        `${name} points to another address (${status}), which the key is not sent to.`,
        { hint: `Write the address that is meant into ${addressSetting(endpoint.provider)}.` },
      );
    default:
      return new ProviderError('provider-refused', `${name} refuses the call (${status})${reason}`, {
        hint: refusalAdvice(endpoint, status),
      });
  }
}

function waitAdvice(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return later;
  return `Try again in ${Math.ceil(retryAfterMs / 1000)} s, or choose another model.`;
}

function refusalAdvice({ provider, baseURL }: ProviderEndpoint, status: number): string {
  if (status !== 404) return 'Choose another model, or correct its entry in agenticQe.routing.models.';
  const address = baseURL === undefined ? '' : `, and the address in ${addressSetting(provider)}`;
  return `Check the name of the model${address}.`;
}

function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
