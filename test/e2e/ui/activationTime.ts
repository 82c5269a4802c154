import type { WorkbenchPage } from './workbenchPage';

/**
 * What VS Code itself says the activation of an extension took (loading its code and calling `activate`), in milliseconds,
 * as its editor *Running Extensions* shows it.
 */
export async function activationMsOf(workbench: WorkbenchPage, displayName: string): Promise<number> {
  await workbench.runCommand('Developer: Show Running Extensions');
  const row = workbench.page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ hasText: displayName });
  const time = row.locator('.activation-time');
  await time.waitFor();
  const text = (await time.textContent()) ?? '';
  const match = /(\d+)\s*ms/.exec(text);
  if (!match) throw new Error(`No activation time in "${text}"`);
  return Number(match[1]);
}
