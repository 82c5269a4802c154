import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../base/disposable';
import type { Logger } from '../../../base/logger';
import { systemTimer } from '../../../base/timer';
import type { StreamManager } from '../../../core/streaming/streamManager';
import { type HostMessage, type PanelMessage, parsePanelMessage } from '../../webview/protocol';
import type { PanelTab } from '../../webview/reports';
import { panelViewType } from '../commandIds';
import type { OpenProposals } from '../review/openProposals';
import type { ComparisonMonitor } from '../runs/comparisonMonitor';
import type { RunRegistry } from '../runs/runRegistry';
import type { SpendMonitor } from '../runs/spendMonitor';
import { spendText } from '../text/spendText';
import { PanelFeed } from './panelFeed';
import { panelHtml } from './panelHtml';
import { toPanelProposal } from './panelProposal';

const frameMs = 16;

/** A request that the user made in the panel. */
export type PanelRequest = Exclude<PanelMessage, { kind: 'ready' | 'received' | 'open-tab' }>;

export interface FleetPanelDependencies {
  readonly extensionUri: vscode.Uri;
  readonly streams: StreamManager;
  readonly registry: RunRegistry;
  readonly spend: SpendMonitor;
  readonly comparison: ComparisonMonitor;
  readonly proposals: OpenProposals;
  readonly logger: Logger;
  readonly perform: (request: PanelRequest) => void;
  /** What a tab shows beside the runs. Never rejects. */
  readonly readReport: (tab: PanelTab) => Promise<HostMessage | undefined>;
}

/** The one panel of the window, in which runs are watched. It may be hidden, closed and restored without losing a part. */
export class FleetPanel implements Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private wantedTab: PanelTab | undefined;

  constructor(private readonly dependencies: FleetPanelDependencies) {}

  /** Brings the panel to the front where it is; opens it beside the editor when there is none. */
  show({ preserveFocus, tab }: { readonly preserveFocus: boolean; readonly tab?: PanelTab }): void {
    // A new page asks for it when it is there.
    this.wantedTab = tab;
    if (this.panel) {
      this.panel.reveal(undefined, preserveFocus);
      if (tab) void this.panel.webview.postMessage({ kind: 'select-tab', tab } satisfies HostMessage);
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
    this.adopt(vscode.window.createWebviewPanel(panelViewType, 'Agentic QE Fleet', column, this.options()));
  }

  /** Takes over a panel that VS Code restored after a reload of the window. */
  adopt(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.dependencies.extensionUri, 'media', 'icon.png');
    panel.webview.options = this.options();
    const store = this.connect(panel);
    panel.onDidDispose(() => {
      store.dispose();
      if (this.panel === panel) this.panel = undefined;
    });
    panel.webview.html = this.html(panel.webview);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private connect(panel: vscode.WebviewPanel): Disposable {
    const { streams, registry, spend, comparison, proposals, logger, perform, readReport } =
      this.dependencies;
    const store = new DisposableStore();
    const post = (message: HostMessage) => void panel.webview.postMessage(message);
    const feed = store.add(new PanelFeed({ streams, post, nextFrame, setTimer: systemTimer, logger }));
    store.add(panel.onDidChangeViewState(() => feed.setVisible(panel.visible)));
    const postSnapshot = () =>
      post({
        kind: 'snapshot',
        runIds: streams.runIds,
        undoneRunIds: registry.undoneRunIds,
        proposals: proposals.all.map(toPanelProposal),
        spend: [spendText(spend.state), comparison.sentence].filter((text) => text !== '').join(' · '),
      });
    store.add(spend.onDidChange(postSnapshot));
    store.add(comparison.onDidChange(postSnapshot));
    store.add(proposals.onDidChange(postSnapshot));
    store.add(
      registry.onDidChange((change) => {
        if (change.kind === 'started') feed.follow(change.runId);
        if (change.kind === 'ended') void comparison.refresh();
        postSnapshot();
      }),
    );
    store.add(
      panel.webview.onDidReceiveMessage((data: unknown) => {
        const message = parsePanelMessage(data);
        if (!message) {
          logger.warn('A message of the panel was refused', { kind: kindOf(data) });
        } else if (message.kind === 'ready') {
          postSnapshot();
          void comparison.refresh();
          feed.restart(message);
          if (this.wantedTab) post({ kind: 'select-tab', tab: this.wantedTab });
          this.wantedTab = undefined;
        } else if (message.kind === 'open-tab') {
          void readReport(message.tab).then((report) => report && post(report));
        } else if (message.kind === 'received') {
          feed.received(message);
        } else {
          perform(message);
        }
      }),
    );
    return store;
  }

  private options(): vscode.WebviewOptions {
    const { extensionUri } = this.dependencies;
    return {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, 'dist'),
        vscode.Uri.joinPath(extensionUri, 'media'),
      ],
    };
  }

  private html(webview: vscode.Webview): string {
    const { extensionUri } = this.dependencies;
    return panelHtml({
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview.js')).toString(),
      styleUris: [
        vscode.Uri.joinPath(extensionUri, 'dist', 'webview.css'),
        vscode.Uri.joinPath(extensionUri, 'media', 'panel.css'),
      ].map((uri) => webview.asWebviewUri(uri).toString()),
      nonce: randomBytes(16).toString('base64'),
      translations: vscode.l10n?.bundle,
      language: vscode.env.language,
    });
  }
}

function nextFrame(callback: () => void): Disposable {
  return systemTimer(callback, frameMs);
}

function kindOf(data: unknown): string {
  return String((data as { kind?: unknown } | null | undefined)?.kind).slice(0, 40);
}
