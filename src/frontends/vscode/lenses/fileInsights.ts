import path from 'node:path';
import * as vscode from 'vscode';
import type { CodeInsight, FileInsight } from '../../../core/codeInsight/codeInsight';

/** Where a document lies in the folders of the window; undefined for what is no source in one of them. */
export function placeOf(
  uri: vscode.Uri,
): { readonly workspaceRoot: string; readonly path: string } | undefined {
  const folder = uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
  if (!folder || /[.-](?:test|spec)\.(?:[cm]?[jt]s|[jt]sx)$|\.d\.[cm]?ts$/.test(uri.path)) return undefined;
  const relative = path.relative(folder.uri.fsPath, uri.fsPath).split(path.sep).join('/');
  return { workspaceRoot: folder.uri.fsPath, path: relative };
}

/** What is known of the documents on the screen, read once for each version of a text and each new measurement. */
export class FileInsights {
  private readonly known = new Map<
    string,
    { readonly version: number; readonly insight: Promise<FileInsight | undefined> }
  >();

  constructor(private readonly insight: CodeInsight) {}

  /** Undefined for a document that nothing is known of. Never rejects. */
  async of(document: vscode.TextDocument): Promise<FileInsight | undefined> {
    const place = placeOf(document.uri);
    if (!place) return undefined;
    const key = document.uri.toString();
    const known = this.known.get(key);
    if (known?.version === document.version) return await known.insight;
    const insight = this.insight
      .read(place.workspaceRoot, place.path, document.getText())
      .catch(() => undefined);
    this.known.set(key, { version: document.version, insight });
    return await insight;
  }

  /** Something was measured, or is not true any more. */
  forget(): void {
    this.known.clear();
  }

  close(uri: vscode.Uri): void {
    this.known.delete(uri.toString());
  }
}
