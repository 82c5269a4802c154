import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The extension under test, activated. */
export async function activeExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension('agentic-qe.agentic-qe-fleet');
  assert.ok(extension, 'the extension is not installed');
  await extension.activate();
  return extension;
}

/** A file of the folder that the window has open. */
export function workspaceFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Names in a folder of the workspace, sorted. */
export async function namesIn(path: string): Promise<string[]> {
  return (await vscode.workspace.fs.readDirectory(workspaceFile(path))).map(([name]) => name).sort();
}
