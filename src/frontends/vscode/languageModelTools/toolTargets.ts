import path from 'node:path';
import * as vscode from 'vscode';
import { WorkspaceError } from '../../../core/errors';
import type { ChosenTarget } from '../commands/chooseTargets';

/** What a model names: files, and the folder that they belong to. */
export interface NamedFiles {
  readonly workspace?: string | undefined;
  readonly files?: readonly string[] | undefined;
}

/** The targets of one folder of the window. */
export interface ToolTargets {
  readonly workspaceRoot: string;
  readonly targets: readonly ChosenTarget[];
}

/**
 * Finds what a model named. All of it lies in one folder of the window, because it will be executed.
 * @throws WorkspaceError `workspace-path-outside`, `workspace-file-missing` or `workspace-file-unsupported`
 */
export async function findToolTargets({ workspace, files = [] }: NamedFiles): Promise<ToolTargets> {
  const folder = workspace === undefined ? await folderOf(files) : folderAt(workspace);
  const workspaceRoot = folder.uri.fsPath;
  const targets = new Map<string, ChosenTarget>();
  for (const file of files) {
    const uri = uriIn(folder, file);
    const stat = await statOf(uri);
    if (!stat) throw missing(file, folder);
    if ((stat.type & vscode.FileType.Directory) !== 0) {
      throw new WorkspaceError('workspace-file-unsupported', `${display(file)} is a folder.`, {
        hint: 'Name the source files in it.',
      });
    }
    const relative = path.relative(workspaceRoot, uri.fsPath).split(path.sep).join('/');
    targets.set(relative, { uri, workspaceRoot, target: { path: relative } });
  }
  return { workspaceRoot, targets: [...targets.values()] };
}

/** The one folder of the window; of several the one that has the first file. */
async function folderOf([first]: readonly string[]): Promise<vscode.WorkspaceFolder> {
  const folders = openFolders();
  const [only, ...others] = folders;
  if (only && others.length === 0) return only;
  const having: vscode.WorkspaceFolder[] = [];
  for (const folder of folders) {
    if (first !== undefined && isNamedInside(folder, first) && (await statOf(uriIn(folder, first))))
      having.push(folder);
  }
  const [one, another] = having;
  if (one && !another) return one;
  throw new WorkspaceError('workspace-path-outside', 'It is not clear which folder the files belong to.', {
    hint:
      folders.length === 0
        ? 'Open the folder of the project first.'
        : `Name one of these with the argument workspace: ${folders.map(({ uri }) => uri.fsPath).join(', ')}.`,
  });
}

function folderAt(workspace: string): vscode.WorkspaceFolder {
  const wanted = path.resolve(workspace);
  const folder = openFolders().find(({ uri }) => path.relative(uri.fsPath, wanted) === '');
  if (folder && path.isAbsolute(workspace)) return folder;
  throw new WorkspaceError(
    'workspace-path-outside',
    `workspace is ${display(workspace)}, which is no folder of this window.`,
    { hint: 'Leave it out, or name a folder of the window by its whole path.' },
  );
}

function openFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

function isNamedInside({ uri }: vscode.WorkspaceFolder, file: string): boolean {
  const relative = path.relative(uri.fsPath, path.resolve(uri.fsPath, file));
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** Symbolic links that lead out are refused where the file is read. */
function uriIn(folder: vscode.WorkspaceFolder, file: string): vscode.Uri {
  if (!isNamedInside(folder, file)) {
    throw new WorkspaceError(
      'workspace-path-outside',
      `${display(file)} leads outside the workspace ${folder.uri.fsPath}.`,
      { hint: 'Name files relative to the workspace.' },
    );
  }
  return vscode.Uri.file(path.resolve(folder.uri.fsPath, file));
}

function missing(file: string, folder: vscode.WorkspaceFolder): WorkspaceError {
  return new WorkspaceError(
    'workspace-file-missing',
    `${display(file)} does not exist in ${folder.uri.fsPath}.`,
    { hint: 'Name files relative to the workspace.' },
  );
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
}

/** Quoted and cut: the text comes from a model. */
function display(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
