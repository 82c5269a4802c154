import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { describeError } from '../../base/error';
import type { CommandContext } from './commandContext';
import { type CommandName, commandIds } from './commandIds';
import { analyzeCoverage } from './commands/analyzeCoverage';
import { cancelRun } from './commands/cancelRun';
import { disableAllFeatures } from './commands/disableAllFeatures';
import { explainRouting } from './commands/explainRouting';
import { exportCosts } from './commands/exportCosts';
import { generateTests } from './commands/generateTests';
import { generateTestsForLines } from './commands/generateTestsForLines';
import { generateTestsForSelection } from './commands/generateTestsForSelection';
import { generateTestsForUncovered } from './commands/generateTestsForUncovered';
import { raiseBudget } from './commands/raiseBudget';
import { removeApiKey } from './commands/removeApiKey';
import { runQualityGate } from './commands/runQualityGate';
import { setApiKey } from './commands/setApiKey';
import { showCatalogue } from './commands/showCatalogue';
import { showMetrics } from './commands/showMetrics';
import { stopRun } from './commands/stopRun';
import { testConnection } from './commands/testConnection';
import { undoLastRun } from './commands/undoLastRun';
import { presentError } from './errorPresenter';
import {
  acceptProposedTest,
  acceptProposedTests,
  rejectProposedTest,
  rejectProposedTests,
  reviewProposedTests,
} from './review/reviewCommands';

type CommandHandler = (...args: readonly unknown[]) => unknown;

/** Registers every command of `commandIds`; a failure of any of them is one message for the user and a line in the log. */
export function registerCommands(context: CommandContext): Disposable {
  const handlers: Readonly<Record<CommandName, CommandHandler>> = {
    generateTests: (clicked, selected) => generateTests(context, clicked, selected),
    generateTestsForSelection: () => generateTestsForSelection(context),
    generateTestsForLines: (uri, lines) => generateTestsForLines(context, uri, lines),
    generateTestsForUncovered: (clicked, selected) => generateTestsForUncovered(context, clicked, selected),
    analyzeCoverage: (clicked, selected) => analyzeCoverage(context, clicked, selected),
    runQualityGate: (clicked, selected) => runQualityGate(context, clicked, selected),
    cancelRun: () => cancelRun(context),
    stopRun: () => stopRun(context),
    reviewProposedTests: (runId) => reviewProposedTests(context, runId),
    acceptProposedTests: (what) => acceptProposedTests(context, what),
    rejectProposedTests: (what) => rejectProposedTests(context, what),
    acceptProposedTest: (thread) => acceptProposedTest(context, thread),
    rejectProposedTest: (thread) => rejectProposedTest(context, thread),
    undoLastRun: (runId, workspaceRoot) => undoLastRun(context, runId, workspaceRoot),
    showPanel: () => context.showPanel({ preserveFocus: false }),
    showCosts: () => context.showPanel({ preserveFocus: false, tab: 'costs' }),
    showLog: () => context.log.show(),
    showMetrics: () => showMetrics(context),
    disableAllFeatures: () => disableAllFeatures(context),
    setApiKey: (provider, key) => setApiKey(context, provider, key),
    removeApiKey: (provider) => removeApiKey(context, provider),
    testConnection: (provider) => testConnection(context, provider),
    showCatalogue: () => showCatalogue(context),
    explainRouting: (clicked) => explainRouting(context, clicked),
    exportCosts: (target) => exportCosts(context, target),
    raiseBudget: (budgetType, scope) => raiseBudget(context, budgetType, scope),
  };
  const store = new DisposableStore();
  for (const name of Object.keys(commandIds) as CommandName[]) {
    const handle = async (...args: unknown[]): Promise<unknown> => {
      try {
        return await handlers[name](...args);
      } catch (error) {
        context.log.error(`${commandIds[name]}: ${describeError(error)}`);
        const presentation = presentError(error);
        if (presentation) context.present(presentation);
        return undefined;
      }
    };
    store.add(vscode.commands.registerCommand(commandIds[name], handle));
  }
  return store;
}
