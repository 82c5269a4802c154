import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { CommandContext } from '../commandContext';
import { keyProblem, presentKeySet } from '../text/keyText';
import { chooseProvider, namedProvider } from './chooseProvider';

/**
 * Asks for the key of a provider and keeps it in the secret store. Resolves to true when it is kept, to false when the user
 * has given up. A caller of the command may name both; a key that cannot be one is asked for.
 */
export async function setApiKey(context: CommandContext, named?: unknown, given?: unknown): Promise<boolean> {
  const { keys, present } = context;
  const provider =
    namedProvider(named) ??
    (await chooseProvider(context, keys.providers(), t('Whose key do you want to set?')));
  if (provider === undefined) return false;
  const isGiven = typeof given === 'string' && keyProblem(given) === undefined;
  const key = isGiven ? given : await askForKey(provider);
  if (key === undefined) return false;
  await keys.set(provider, key.trim());
  present(presentKeySet(provider));
  return true;
}

function askForKey(provider: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: t('API key for {0}', provider),
    prompt: t('It is kept in the secret store of the editor, never in settings or logs.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: keyProblem,
  });
}
