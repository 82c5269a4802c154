import { t } from '../../../base/localize';
import { keyVariables } from '../../../core/providerKeys';
import type { KeyOrigin } from '../apiKeys';
import type { Presentation } from '../presentation';

/** What is wrong with a key that was typed; undefined for nothing. */
export function keyProblem(key: string): string | undefined {
  const trimmed = key.trim();
  if (trimmed === '') return t('Paste the key. To take one away, use the command Remove API Key.');
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    return t('A key has no spaces, line breaks or special characters in it.');
  return undefined;
}

/** `key set here`, `key from ANTHROPIC_API_KEY`, `no key`. */
export function describeKeyOrigin(provider: string, origin: KeyOrigin): string {
  switch (origin) {
    case 'secret-storage':
      return t('key set here');
    case 'environment':
      return t('key from the environment ({0})', keyVariables(provider).join(' or '));
    case 'none':
      return t('no key');
  }
}

export function presentKeySet(provider: string): Presentation {
  return {
    severity: 'info',
    message: t('The key for {0} is kept in the secret store of the editor, and nowhere else.', provider),
    actions: [{ kind: 'test-connection', provider }],
  };
}

/** @param origin where the key comes from after it was removed here */
export function presentKeyRemoved(provider: string, origin: KeyOrigin): Presentation {
  const message = t('The key for {0} was removed from the secret store.', provider);
  if (origin !== 'environment') return { severity: 'info', message, actions: [] };
  const rest = t(
    'The one of the environment ({0}) is used from now on.',
    keyVariables(provider).join(' or '),
  );
  return { severity: 'warning', message: `${message} ${rest}`, actions: [] };
}

export function presentNothingToRemove(): Presentation {
  return {
    severity: 'info',
    message: t('No key was set with Set API Key, so there is none to remove.'),
    actions: [],
  };
}

/** What a provider has answered. */
export function presentConnection(
  provider: string,
  { ok, message }: { readonly ok: boolean; readonly message: string },
): Presentation {
  if (ok) return { severity: 'info', message, actions: [] };
  return { severity: 'warning', message, actions: [{ kind: 'set-api-key', provider }, { kind: 'show-log' }] };
}
