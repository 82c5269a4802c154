import * as vscode from 'vscode';
import { WorkspaceError } from '../../core/errors';

/**
 * Opens a file of a run in an editor group that is not the panel's.
 * @param workspaceRoot undefined when the run is of an earlier session: the folders of the window are tried.
 * @throws WorkspaceError `workspace-file-missing`
 */
export async function openWorkspaceFile(
  workspaceRoot: string | undefined,
  relativePath: string,
): Promise<void> {
  const roots = workspaceRoot
    ? [vscode.Uri.file(workspaceRoot)]
    : (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  for (const root of roots) {
    const uri = vscode.Uri.joinPath(root, relativePath);
    if (!(await isThere(uri))) continue;
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preview: false });
    return;
  }
  throw new WorkspaceError('workspace-file-missing', `${relativePath} is not there any more.`);
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
