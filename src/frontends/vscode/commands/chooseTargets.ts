import path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import { WorkspaceError } from '../../../core/errors';
import type { GenerationTarget } from '../../../core/generation/generateTestsRequest';
import { type FolderEntry, findSourceFiles } from '../sourceFiles';

/** Source files that one click on a folder takes at most. */
export const folderFileLimit = 50;

/** A target and the folder of the window that it lies in. */
export interface ChosenTarget {
  readonly uri: vscode.Uri;
  readonly workspaceRoot: string;
  readonly target: GenerationTarget;
}

/** Targets of one folder of the window. */
export interface FolderTargets {
  readonly workspaceRoot: string;
  readonly targets: readonly GenerationTarget[];
}

export interface ChosenTargets {
  readonly targets: readonly ChosenTarget[];
  /** Folders of which not all files were taken. */
  readonly cutFolders: readonly string[];
}

/**
 * Turns what was clicked, or selected with it, into targets; without either, the file in the active editor.
 * @throws WorkspaceError that says why there is nothing to do
 */
export async function chooseTargets(clicked: unknown, selected: unknown): Promise<ChosenTargets> {
  const targets = new Map<string, ChosenTarget>();
  const cutFolders: string[] = [];
  for (const uri of chosenUris(clicked, selected)) {
    const chosen = toTarget(uri);
    const stat = await statOf(uri, chosen.target.path);
    if ((stat.type & vscode.FileType.Directory) === 0) {
      targets.set(uri.toString(), chosen);
      continue;
    }
    const found = await findSourceFiles(
      (below) => listFolder(vscode.Uri.joinPath(uri, below)),
      folderFileLimit,
    );
    if (found.isCut) cutFolders.push(chosen.target.path);
    for (const below of found.paths) {
      const file = vscode.Uri.joinPath(uri, below);
      targets.set(file.toString(), toTarget(file));
    }
    if (found.paths.length === 0) {
      throw new WorkspaceError(
        'workspace-file-unsupported',
        t('No source file to test was found in {0}.', chosen.target.path),
        {
          hint: t('Tests, declarations, build output and packages are left out.'),
        },
      );
    }
  }
  return { targets: [...targets.values()], cutFolders };
}

/** @throws WorkspaceError `workspace-path-outside` or `workspace-file-missing` when the file is in no folder of the window */
export function toTarget(uri: vscode.Uri): ChosenTarget {
  const name = path.posix.basename(uri.path);
  if (uri.scheme === 'untitled') {
    throw new WorkspaceError('workspace-file-missing', t('{0} has not been saved yet.', name), {
      hint: t('Save it in a folder of the workspace, then try again.'),
    });
  }
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (uri.scheme !== 'file' || folder === undefined) {
    throw new WorkspaceError('workspace-path-outside', t('{0} is in no folder of this window.', name), {
      hint: t('Open the folder of its project first (File: Open Folder).'),
    });
  }
  const relative = path.relative(folder.uri.fsPath, uri.fsPath).split(path.sep).join('/');
  return { uri, workspaceRoot: folder.uri.fsPath, target: { path: relative || '.' } };
}

/** Saves the targets that have unsaved changes, because tests are made from what is on disk. @throws WorkspaceError */
export async function saveTargets(targets: readonly ChosenTarget[]): Promise<void> {
  for (const { uri, target } of targets) {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    if (!document?.isDirty || (await document.save())) continue;
    throw new WorkspaceError(
      'workspace-file-changed',
      t('{0} has unsaved changes and could not be saved.', target.path),
      {
        hint: t('Save it, then try again.'),
      },
    );
  }
}

/** The targets by folder of the window: one run each. */
export function groupByFolder(targets: readonly ChosenTarget[]): readonly FolderTargets[] {
  const folders = new Map<string, GenerationTarget[]>();
  for (const { workspaceRoot, target } of targets) {
    folders.set(workspaceRoot, [...(folders.get(workspaceRoot) ?? []), target]);
  }
  return [...folders].map(([workspaceRoot, inFolder]) => ({ workspaceRoot, targets: inFolder }));
}

function chosenUris(clicked: unknown, selected: unknown): readonly vscode.Uri[] {
  if (Array.isArray(selected) && selected.length > 0) {
    const uris = selected.filter((item) => item instanceof vscode.Uri);
    if (uris.length > 0) return uris;
  }
  if (clicked instanceof vscode.Uri) return [clicked];
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active) return [active];
  throw new WorkspaceError('workspace-file-missing', t('No file is open.'), {
    hint: t('Open a JavaScript or TypeScript file, or choose one in the explorer.'),
  });
}

async function statOf(uri: vscode.Uri, name: string): Promise<vscode.FileStat> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (cause) {
    throw new WorkspaceError('workspace-file-missing', t('{0} does not exist.', name), { cause });
  }
}

/** Symbolic links are not followed: what they lead to is found where it is. */
async function listFolder(uri: vscode.Uri): Promise<readonly FolderEntry[]> {
  const entries = await vscode.workspace.fs.readDirectory(uri);
  return entries.flatMap(([name, type]): FolderEntry[] => {
    if (type === vscode.FileType.File) return [{ name, kind: 'file' }];
    return type === vscode.FileType.Directory ? [{ name, kind: 'folder' }] : [];
  });
}
