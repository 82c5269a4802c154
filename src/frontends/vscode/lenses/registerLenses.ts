import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../base/disposable';
import type { Services } from '../../../core/services';
import { FileInsights } from './fileInsights';
import { FunctionLenses } from './functionLenses';
import { GapActions } from './gapActions';

export interface LensParts {
  readonly services: Pick<Services, 'insight' | 'measuredCoverage' | 'explainRouting'>;
  /** Are lenses wanted, as the settings are now? Never throws. */
  readonly isLensOn: () => boolean;
}

const selector: vscode.DocumentSelector = [
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
].map((language) => ({ language, scheme: 'file' }));

/** Lenses over functions; hovers and light bulbs on what no test executes. */
export function registerLenses({ services, isLensOn }: LensParts): Disposable {
  const store = new DisposableStore();
  const insights = new FileInsights(services.insight);
  const lenses = store.add(new FunctionLenses(insights, isLensOn));
  const gaps = new GapActions({
    insights,
    explain: (workspaceRoot, path) =>
      services.explainRouting({ type: 'generate-tests', workspaceRoot, targets: [{ path }] }),
  });
  store.add(vscode.languages.registerCodeLensProvider(selector, lenses));
  store.add(vscode.languages.registerHoverProvider(selector, gaps));
  store.add(
    vscode.languages.registerCodeActionsProvider(selector, gaps, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
  store.add(
    services.measuredCoverage.onDidChange(() => {
      insights.forget();
      lenses.refresh();
    }),
  );
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('agenticQe')) lenses.refresh();
    }),
  );
  store.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => insights.close(uri)));
  return store;
}
