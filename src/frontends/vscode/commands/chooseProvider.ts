import * as vscode from 'vscode';
import type { CommandContext } from '../commandContext';
import { describeKeyOrigin } from '../text/keyText';

/** The provider that the user picks among these; undefined when none was picked. With only one there is nothing to ask. */
export async function chooseProvider(
  { keys }: CommandContext,
  providers: readonly string[],
  placeHolder: string,
): Promise<string | undefined> {
  if (providers.length === 1) return providers[0];
  const items = providers.map((provider) => ({
    label: provider,
    description: describeKeyOrigin(provider, keys.originOf(provider)),
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.label;
}

/** What the caller of a command has named, a button or a keybinding. */
export function namedProvider(argument: unknown): string | undefined {
  return typeof argument === 'string' && argument !== '' ? argument : undefined;
}
