import * as vscode from 'vscode';
import { t } from '../../base/localize';
import { WorkspaceError } from '../../core/errors';

export interface WorkspaceFile {
  /** Undefined when the run is of an earlier session: the folders of the window are tried. */
  readonly workspaceRoot: string | undefined;
  /** Relative to the root. */
  readonly path: string;
  /** From 1; shown in the middle of the editor. */
  readonly line?: number;
}

/**
 * Opens a file of a run in an editor group that is not the panel's.
 * @throws WorkspaceError `workspace-file-missing`
 */
export async function openWorkspaceFile({ workspaceRoot, path, line }: WorkspaceFile): Promise<void> {
  const roots = workspaceRoot
    ? [vscode.Uri.file(workspaceRoot)]
    : (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  for (const root of roots) {
    const uri = vscode.Uri.joinPath(root, path);
    if (!(await isThere(uri))) continue;
    const options = { viewColumn: vscode.ViewColumn.One, preview: false };
    const editor = await vscode.window.showTextDocument(uri, options);
    if (line !== undefined) showLine(editor, line);
    return;
  }
  throw new WorkspaceError('workspace-file-missing', t('{0} is not there any more.', path));
}

/** A line beyond the end, of a file that was edited since, shows the end. */
function showLine(editor: vscode.TextEditor, line: number): void {
  const position = editor.document.validatePosition(new vscode.Position(line - 1, 0));
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
