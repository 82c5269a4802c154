import * as vscode from 'vscode';
import { systemClock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { describeError } from '../../base/error';
import { systemTimer } from '../../base/timer';
import type { Services } from '../../core/services';
import type { CommandContext } from './commandContext';
import { panelViewType } from './commandIds';
import { presentError } from './errorPresenter';
import { formatTime } from './formatTime';
import type { EditorPorts } from './hostPorts';
import { redactedChannel } from './logAdapter';
import { FleetPanel } from './panel/fleetPanel';
import { performPanelRequest } from './panel/performPanelRequest';
import { performAction } from './performAction';
import type { Presentation } from './presentation';
import { ReadOnlyDocuments } from './readOnlyDocuments';
import { registerAgentDoors } from './registerAgentDoors';
import { registerCommands } from './registerCommands';
import { OpenProposals } from './review/openProposals';
import { ProposalThreads } from './review/proposalThreads';
import { registerReview } from './review/registerReview';
import { ComparisonMonitor } from './runs/comparisonMonitor';
import { type RunChange, RunRegistry } from './runs/runRegistry';
import { SpendMonitor } from './runs/spendMonitor';
import { showPresentation } from './showPresentation';
import { createStatusBar } from './statusBar';
import { presentBudgetExceeded, presentBudgetWarning } from './text/budgetText';

export interface ExtensionParts {
  readonly extensionUri: vscode.Uri;
  /** Folder of the extension for this workspace; made on demand. */
  readonly stateUri: vscode.Uri;
  readonly version: string;
  readonly log: vscode.LogOutputChannel;
  readonly ports: EditorPorts;
  readonly services: Services;
}

/** Puts the product into the editor: commands, status bar, panel. The ledger is read afterwards. */
export function registerExtension({
  extensionUri,
  stateUri,
  version,
  log: channel,
  ports,
  services,
}: ExtensionParts): Disposable {
  const store = new DisposableStore();
  const { keys, redact } = ports;
  const log = redactedChannel(channel, redact);
  store.add(keys);
  const registry = new RunRegistry((request, options) => services.fleet.submit(request, options));
  const spend = store.add(
    new SpendMonitor({
      readStatus: () => services.costs.budgetStatus(),
      clock: systemClock,
      setTimer: systemTimer,
    }),
  );
  const comparison = store.add(
    new ComparisonMonitor(async () => (await services.costReport('month')).comparison),
  );
  const proposals = store.add(
    new OpenProposals({
      review: services.review,
      roots: workspaceRoots,
      logger: ports.logger,
    }),
  );
  const proposalThreads = store.add(new ProposalThreads(proposals, services.review));
  const panel = store.add(
    new FleetPanel({
      extensionUri,
      streams: services.streams,
      registry,
      spend,
      comparison,
      proposals,
      logger: ports.logger,
      readReport: async (tab) => (await import('./panel/readPanelReport')).readPanelReport(context, tab),
      perform: (request) => attempt(() => performPanelRequest(context, request)),
    }),
  );
  const documents = store.add(new ReadOnlyDocuments('agentic-qe'));
  const context: CommandContext = {
    services,
    registry,
    log,
    keys,
    proposals,
    proposalThreads,
    config: ports.config,
    isTrusted: ports.isTrusted,
    present: (presentation) => attempt(() => presentAndPerform(presentation)),
    showPanel: (options) => panel.show(options),
    refreshSpend: () => void spend.refresh(),
    showDocument: (title, text) => documents.show(title, redact(text)),
  };

  function attempt(task: () => Promise<unknown>): void {
    void task().catch((error: unknown) => {
      log.error(error instanceof Error ? error : describeError(error));
      const presentation = presentError(error);
      if (presentation) context.present(presentation);
    });
  }

  async function presentAndPerform(presentation: Presentation): Promise<void> {
    const message = redact(presentation.message);
    const action = await showPresentation({ ...presentation, message });
    if (action) await performAction(context, action);
  }

  /** What is not needed for the first click is loaded after the window stands. */
  async function registerFeatures(): Promise<void> {
    const [{ registerTesting }, { registerLenses }] = await Promise.all([
      import('./testing/registerTesting'),
      import('./lenses/registerLenses'),
    ]);
    const { generatedTests } = services;
    const onDidWrite = (listener: () => void) => proposals.onDidChange(listener);
    store.add(registerTesting({ generatedTests, registry, isTrusted: ports.isTrusted, onDidWrite }));
    store.add(registerLenses({ services, isLensOn: () => isLensOn(ports.config) }));
  }

  store.add(registerReview({ review: services.review, proposals, threads: proposalThreads, registry }));
  store.add(registerAgentDoors(context, { ...ports, extensionUri, stateUri, version }));
  store.add(
    registry.onDidChange((change) => {
      if (haveTestsChanged(change))
        for (const root of workspaceRoots()) services.measuredCoverage.forget(root);
    }),
  );
  store.add(registerCommands(context));
  store.add(createStatusBar(spend, registry));
  store.add(
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      deserializeWebviewPanel: async (restored) => panel.adopt(restored),
    }),
  );
  store.add(services.events.on('cost.tracked', ({ budgetStatus }) => spend.update(budgetStatus)));
  store.add(
    services.events.on('cost.budget.warning', ({ window, threshold }) =>
      context.present(presentBudgetWarning(window, threshold, formatTime)),
    ),
  );
  store.add(
    services.events.on('cost.budget.exceeded', ({ window }) =>
      context.present(presentBudgetExceeded(window, formatTime)),
    ),
  );
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('agenticQe')) return;
      attempt(async () => void ports.config());
      void spend.refresh();
      void keys.loadAgain();
    }),
  );
  // Other windows write into the same ledger.
  store.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && void spend.refresh()));
  const started = setImmediate(() => {
    void keys.load();
    void spend.refresh();
    void proposals.refresh();
    attempt(registerFeatures);
  });
  store.add({ dispose: () => clearImmediate(started) });
  return store;
}

/** Wrong settings are told where a run needs them. */
function isLensOn(config: EditorPorts['config']): boolean {
  try {
    return config().editor.codeLens;
  } catch {
    return true;
  }
}

function workspaceRoots(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}

/** Then what was measured before does not hold any more. */
function haveTestsChanged(change: RunChange): boolean {
  if (change.kind !== 'ended') return change.kind === 'undone';
  const { result } = change;
  if (result.status !== 'finished' || result.summary.type !== 'generate-tests') return false;
  return result.summary.writtenFiles.length > 0;
}
