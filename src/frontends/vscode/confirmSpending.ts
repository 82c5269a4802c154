import * as vscode from 'vscode';
import { AbortError, onAbort } from '../../base/abort';
import { t } from '../../base/localize';
import type { ConfirmSpending } from '../../core/generation/spendingPlan';
import { spendingLines } from '../../core/generation/spendingText';

/** Shows the plan of what is to be paid and asks, or never again, as the user says. */
export const confirmSpending: ConfirmSpending = async (plan, signal) => {
  // Said in answer to an earlier question of this run, whose settings are those from its start.
  if (isNeverAsked()) return true;
  const pay = t('Pay');
  const payAlways = t('Pay, and Do Not Ask Again');
  const free = t('Free Engine Only');
  const [sentence = '', ...details] = spendingLines(plan);
  const answer = vscode.window.showInformationMessage(
    sentence,
    { modal: true, detail: details.join('\n') },
    pay,
    payAlways,
    free,
  );
  const choice = await Promise.race([answer, whenAborted(signal)]);
  if (choice === payAlways) await neverAskAgain();
  return choice === pay || choice === payAlways;
};

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    onAbort(signal, () => reject(new AbortError()));
  });
}

function isNeverAsked(): boolean {
  const setting = vscode.workspace.getConfiguration('agenticQe').inspect('generation.confirmSpending');
  return setting?.globalValue === false;
}

/** For the user, not for the folder: whoever pays decides. */
async function neverAskAgain(): Promise<void> {
  await vscode.workspace
    .getConfiguration('agenticQe')
    .update('generation.confirmSpending', false, vscode.ConfigurationTarget.Global);
}
