import * as vscode from 'vscode';
import { systemClock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { describeError } from '../../base/error';
import { systemTimer } from '../../base/timer';
import type { HostPorts, Services } from '../../core/services';
import type { CommandContext } from './commandContext';
import { panelViewType } from './commandIds';
import { undoRunById } from './commands/undoLastRun';
import { presentError } from './errorPresenter';
import { MetricsDocument } from './metricsDocument';
import { openWorkspaceFile } from './openWorkspaceFile';
import { FleetPanel, type PanelRequest } from './panel/fleetPanel';
import type { Presentation, PresentedAction } from './presentation';
import { registerCommands } from './registerCommands';
import { RunRegistry } from './runs/runRegistry';
import { SpendMonitor } from './runs/spendMonitor';
import { showPresentation } from './showPresentation';
import { createStatusBar } from './statusBar';

export interface ExtensionParts {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly ports: HostPorts;
  readonly services: Services;
}

/** Puts the product into the editor: commands, status bar, panel. The ledger is read afterwards. */
export function registerExtension({ extensionUri, log, ports, services }: ExtensionParts): Disposable {
  const store = new DisposableStore();
  const registry = new RunRegistry((request) => services.fleet.submit(request));
  const spend = store.add(
    new SpendMonitor({
      readStatus: () => services.costs.budgetStatus(),
      clock: systemClock,
      setTimer: systemTimer,
    }),
  );
  const panel = store.add(
    new FleetPanel({
      extensionUri,
      streams: services.streams,
      registry,
      spend,
      logger: ports.logger,
      perform: (request) => attempt(() => performRequest(request)),
    }),
  );
  const metricsDocument = store.add(new MetricsDocument(services.metrics));
  const context: CommandContext = {
    services,
    registry,
    log,
    config: ports.config,
    isTrusted: ports.isTrusted,
    present: (presentation) => attempt(() => presentAndPerform(presentation)),
    showPanel: (options) => panel.show(options),
    showMetrics: () => metricsDocument.show(),
  };

  function attempt(task: () => Promise<unknown>): void {
    void task().catch((error: unknown) => {
      log.error(error instanceof Error ? error : describeError(error));
      const presentation = presentError(error);
      if (presentation) context.present(presentation);
    });
  }

  async function presentAndPerform(presentation: Presentation): Promise<void> {
    const action = await showPresentation(presentation);
    if (action) await performAction(action);
  }

  async function performAction(action: PresentedAction): Promise<void> {
    switch (action.kind) {
      case 'open-setting':
        await vscode.commands.executeCommand('workbench.action.openSettings', action.key);
        return;
      case 'show-log':
        return log.show(true);
      case 'show-receipts':
      case 'show-details':
        return panel.show({ preserveFocus: false });
      case 'manage-trust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return;
      case 'open-file':
        return await openWorkspaceFile({ workspaceRoot: action.workspaceRoot, path: action.path });
      case 'undo':
        return await undoRunById(context, action);
    }
  }

  async function performRequest(request: PanelRequest): Promise<void> {
    const known = registry.find(request.runId);
    switch (request.kind) {
      case 'cancel-run':
        return known?.run.cancel();
      case 'open-file':
        return await openWorkspaceFile({ ...request, workspaceRoot: known?.workspaceRoot });
      case 'undo-run':
        return await undoRunById(context, { runId: request.runId, workspaceRoot: known?.workspaceRoot });
    }
  }

  store.add(registerCommands(context));
  store.add(createStatusBar(spend, registry));
  store.add(
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      deserializeWebviewPanel: async (restored) => panel.adopt(restored),
    }),
  );
  store.add(services.events.on('cost.tracked', ({ budgetStatus }) => spend.update(budgetStatus)));
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('agenticQe')) return;
      attempt(async () => void ports.config());
      void spend.refresh();
    }),
  );
  // Other windows write into the same ledger.
  store.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && void spend.refresh()));
  const started = setImmediate(() => void spend.refresh());
  store.add({ dispose: () => clearImmediate(started) });
  return store;
}
