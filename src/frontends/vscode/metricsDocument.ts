import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { Metrics } from '../../core/metrics/metrics';
import { metricsText } from './text/metricsText';

const scheme = 'agentic-qe-metrics';
const metricsUri = vscode.Uri.from({ scheme, path: '/Agentic QE Metrics.prom' });

/** The one read-only document with what was measured in this window, in the Prometheus text format. */
export class MetricsDocument implements vscode.TextDocumentContentProvider, Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: Disposable;
  readonly onDidChange = this.changes.event;

  constructor(private readonly metrics: Pick<Metrics, 'text'>) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** Called by VS Code when the document is opened, and after every change. */
  async provideTextDocumentContent(): Promise<string> {
    return metricsText(await this.metrics.text());
  }

  /** Shows the figures of now, also where they are on the screen already. */
  async show(): Promise<void> {
    this.changes.fire(metricsUri);
    const document = await vscode.workspace.openTextDocument(metricsUri);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  dispose(): void {
    this.registration.dispose();
    this.changes.dispose();
  }
}
