import type { WorkbenchPage } from './workbenchPage';

/**
 * What VS Code itself says the activation of an extension took (loading its code and calling `activate`), in milliseconds,
 * as its editor *Running Extensions* shows it.
 */
export async function activationMsOf(workbench: WorkbenchPage, displayName: string): Promise<number> {
  await workbench.runCommand('Developer: Show Running Extensions');
  const editor = workbench.page.locator('.runtime-extensions-editor');
  const row = editor.locator('.monaco-list-row').filter({ hasText: displayName });
  // Until it has ended, the editor says "Activating...".
  const time = row.locator('.activation-time').filter({ hasText: /\d+\s*ms/ });
  const text = (await time.textContent()) ?? '';
  await workbench.closeModalEditor();
  return Number(/(\d+)\s*ms/.exec(text)?.[1]);
}
