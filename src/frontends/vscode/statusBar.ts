import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { commandIds } from './commandIds';
import { formatTime } from './formatTime';
import type { RunRegistry } from './runs/runRegistry';
import type { SpendMonitor } from './runs/spendMonitor';
import { statusBarText } from './text/spendText';

/** One item on the left: the spend of today, and a spinning icon while runs are active. */
export function createStatusBar(spend: SpendMonitor, registry: RunRegistry): Disposable {
  const store = new DisposableStore();
  const item = store.add(
    vscode.window.createStatusBarItem('agenticQe.spend', vscode.StatusBarAlignment.Left, 0),
  );
  item.name = 'Agentic QE Fleet';
  const show = () => {
    const { text, tooltip, severity } = statusBarText(spend.state, registry.active.length, formatTime);
    item.text = text;
    item.command = registry.active.length > 0 ? commandIds.showPanel : commandIds.showCosts;
    item.backgroundColor = severity && new vscode.ThemeColor(`statusBarItem.${severity}Background`);
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: tooltip.split('\n').join(' ') };
  };
  store.add(spend.onDidChange(show));
  store.add(registry.onDidChange(show));
  show();
  item.show();
  return store;
}
