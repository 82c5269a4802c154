import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { t } from '../../base/localize';

/** Documents of one kind that cannot be edited: figures of the product as of the moment they were asked for. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: Disposable;
  readonly onDidChange = this.changes.event;

  /** @param scheme of their addresses, `agentic-qe-metrics` */
  constructor(private readonly scheme: string) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** Called by VS Code when a document is opened, and after every change. */
  provideTextDocumentContent({ path }: vscode.Uri): string {
    return (
      this.texts.get(path) ??
      `${t('This was shown before the window was reloaded. Run its command again to see it as of now.')}\n`
    );
  }

  /** Shows the text, also where an older one is on the screen. @param title ends in what tells the language, `.txt` */
  async show(title: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: this.scheme, path: `/${title}` });
    this.texts.set(uri.path, text);
    this.changes.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  dispose(): void {
    this.registration.dispose();
    this.changes.dispose();
    this.texts.clear();
  }
}
