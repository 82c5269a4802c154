import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import { type BudgetWindow, windowsOf } from '../../../core/cost/budget';
import type { RowFilter } from '../../../core/cost/ledgerStore';
import type { MicroUsd } from '../../../core/cost/money';
import { parseUsd } from '../../../core/cost/parseUsd';
import type { CommandContext } from '../commandContext';
import { formatTime } from '../formatTime';
import {
  budgetName,
  confirmRaise,
  describeEnd,
  describeSpent,
  limitProblem,
  presentNothingToRaise,
  presentRaised,
} from '../text/budgetText';

/**
 * Raises the limit of one budget for its current window, after the user has confirmed it. Resolves to true when it was raised.
 * @param named type of the budget, from the button of a message; else the user picks one
 * @param scope of a budget of a run or an agent type, also from the button
 * @throws LedgerError
 */
export async function raiseBudget(
  context: CommandContext,
  named?: unknown,
  scope?: unknown,
): Promise<boolean> {
  const { services, present } = context;
  const windows = windowsOf(await services.costs.budgetStatus(filterOf(named, scope)));
  const limited = windows.filter(({ limitMicroUsd }) => limitMicroUsd !== undefined);
  const wanted = windows.find(({ budgetType }) => budgetType === named);
  if (limited.length === 0 || (wanted && !limited.includes(wanted))) {
    present(presentNothingToRaise(wanted?.budgetType));
    return false;
  }
  const window = wanted ?? (await chooseWindow(limited));
  if (!window) return false;
  const newLimit = await askForLimit(window);
  if (newLimit === undefined || !(await isConfirmed(window, newLimit))) return false;
  const raised = await services.costs.raiseBudget({
    budgetType: window.budgetType,
    ...(window.scope !== undefined && { scope: window.scope }),
    limitMicroUsd: newLimit,
    raisedBy: 'editor',
  });
  context.refreshSpend();
  present(presentRaised(raised, formatTime));
  return true;
}

function filterOf(named: unknown, scope: unknown): RowFilter {
  if (typeof scope !== 'string') return {};
  if (named === 'run') return { runId: scope };
  return named === 'agent' ? { agentType: scope } : {};
}

async function chooseWindow(limited: readonly BudgetWindow[]): Promise<BudgetWindow | undefined> {
  if (limited.length === 1) return limited[0];
  const items = limited.map((window) => ({
    label: t('{0} budget', budgetName(window.budgetType)),
    description: `${describeSpent(window)}, ${describeEnd(window, formatTime)}`,
    window,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: t('Which budget do you want to raise?') }))
    ?.window;
}

async function askForLimit(window: BudgetWindow): Promise<MicroUsd | undefined> {
  const text = await vscode.window.showInputBox({
    title: t(
      'New {0} limit in US dollars, {1}',
      budgetName(window.budgetType),
      describeEnd(window, formatTime),
    ),
    prompt: t('Now: {0}.', describeSpent(window)),
    ignoreFocusOut: true,
    validateInput: (typed) => limitProblem(typed, window),
  });
  return text === undefined ? undefined : parseUsd(text);
}

async function isConfirmed(window: BudgetWindow, newLimit: MicroUsd): Promise<boolean> {
  const { question, detail } = confirmRaise(window, newLimit, formatTime);
  const raise: vscode.MessageItem = { title: t('Raise Budget') };
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, raise)) === raise;
}
