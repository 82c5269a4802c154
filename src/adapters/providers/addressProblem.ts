import type { ProviderAddress } from '../../core/languageModel/modelProviders';

/** What is wrong with an address, in one phrase; undefined: nothing. */
export function addressProblem(provider: string, address: ProviderAddress): string | undefined {
  const url = parseUrl(address.baseURL);
  if (!url || !/^https?:$/.test(url.protocol)) return `the address of ${provider} is no http or https URL`;
  if (url.username || url.password)
    return `the address of ${provider} contains a user name or password: use a key instead`;
  if (url.protocol === 'http:' && !address.isLocal && !isThisComputer(url.hostname)) {
    return `the address of ${provider} would get its key unencrypted: use https, or set isLocal for a server of your own network`;
  }
  return undefined;
}

/** True where no key is needed: so it was said, or nothing was said and it is this computer. */
export function isLocalAddress({ baseURL, isLocal }: ProviderAddress): boolean {
  return isLocal ?? isThisComputer(parseUrl(baseURL)?.hostname ?? '');
}

function isThisComputer(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
