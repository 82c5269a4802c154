import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { CommandContext } from '../commandContext';
import { presentConnection } from '../text/keyText';
import { chooseProvider, namedProvider } from './chooseProvider';

export interface ConnectionResult {
  readonly ok: boolean;
  /** One sentence. */
  readonly message: string;
}

/** Asks a provider whether its models can be used, and says so in one sentence; undefined when the user has given up. */
export async function testConnection(
  context: CommandContext,
  named?: unknown,
): Promise<ConnectionResult | undefined> {
  const { services, keys, present } = context;
  await keys.load();
  const { providers } = services;
  const provider =
    namedProvider(named) ??
    (await chooseProvider(context, providers.providers, t('Which provider should be tested?')));
  if (provider === undefined) return undefined;
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: t('Asking {0}', provider) },
    async (_progress, token) => {
      const controller = new AbortController();
      const cancellation = token.onCancellationRequested(() => controller.abort());
      try {
        return await providers.testConnection(provider, controller.signal);
      } finally {
        cancellation.dispose();
      }
    },
  );
  present(presentConnection(provider, result));
  return result;
}
