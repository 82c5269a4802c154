import { ProviderError } from '../../../core/errors';
import { addressSetting, type ProviderEndpoint, properNameOf } from '../providerEndpoint';
import { isRecord } from './providerSentence';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up now',
  ECONNRESET: 'the connection was lost',
  EHOSTUNREACH: 'there is no way to its host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'the connection was lost',
};

/** No answer came at all. What `fetch` threw is looked at and dropped: only its code gets into the message. */
export function networkFailure(endpoint: ProviderEndpoint, address: string, thrown: unknown): ProviderError {
  const name = properNameOf(endpoint.provider);
  const code = codeOf(thrown);
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    return new ProviderError('provider-timed-out', `${name} did not begin to answer in time.`, {
      hint: 'Try again later, or choose another model.',
      isRetryable: true,
    });
  }
  const reason = (code && reasons[code]) ?? code ?? 'the network failed';
  return new ProviderError(
    'provider-unreachable',
    `${name} cannot be reached at ${originOf(address)}: ${reason}.`,
    { hint: adviceFor(endpoint), isRetryable: true },
  );
}

/** An answer began and was lost on the way. */
export function lostConnection({ provider }: ProviderEndpoint, thrown: unknown): ProviderError {
  const code = codeOf(thrown);
  return new ProviderError(
    'provider-stream-broken',
    `The connection to ${properNameOf(provider)} was lost before the answer was complete${code ? ` (${code})` : ''}.`,
    { hint: 'Try again.', isRetryable: true },
  );
}

function adviceFor({ provider, baseURL }: ProviderEndpoint): string {
  return baseURL === undefined
    ? 'Check the network connection, and the proxy if there is one.'
    : `Start the server, or correct ${addressSetting(provider)}.`;
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : 'its address';
}

/** `fetch` hides the code of the system in a cause. */
function codeOf(thrown: unknown): string | undefined {
  let current = thrown;
  for (let depth = 0; depth < 5 && isRecord(current); depth += 1) {
    if (typeof current.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(current.code)) return current.code;
    current = current.cause;
  }
  return undefined;
}
