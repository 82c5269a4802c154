import path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import { WorkspaceError } from '../../../core/errors';
import { type ChosenTarget, chooseTargets, saveTargets } from '../commands/chooseTargets';
import { pathsIn } from './chatIntent';

/**
 * What a chat is about: the files and folders that its prompt names and that are attached to it, else the file in the active
 * editor. An attached selection stands for its lines. Saves what has unsaved changes.
 * @throws WorkspaceError that says why there is nothing to do
 */
export async function chatTargets({
  prompt,
  references,
}: Pick<vscode.ChatRequest, 'prompt' | 'references'>): Promise<readonly ChosenTarget[]> {
  const named = await Promise.all(pathsIn(prompt).map(findNamed));
  const attached = references.flatMap(({ value }) => (value instanceof vscode.Uri ? [value] : []));
  const selections = references.flatMap(({ value }) => (value instanceof vscode.Location ? [value] : []));
  const uris = [...named, ...attached, ...selections.map(({ uri }) => uri)];
  const { targets } = await chooseTargets(undefined, uris);
  await saveTargets(targets);
  return targets.map((chosen) => {
    // A file that is named as a whole is wanted as a whole.
    const isWhole = [...named, ...attached].some((uri) => uri.toString() === chosen.uri.toString());
    const selection = selections.find(({ uri }) => uri.toString() === chosen.uri.toString());
    if (isWhole || !selection) return chosen;
    const { start, end } = selection.range;
    return {
      ...chosen,
      target: { ...chosen.target, lines: { startLine: start.line + 1, endLine: end.line + 1 } },
    };
  });
}

async function findNamed(name: string): Promise<vscode.Uri> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const uri = vscode.Uri.file(path.resolve(folder.uri.fsPath, name));
    // What leads out of all folders is refused with the other targets.
    if (await isThere(uri)) return uri;
  }
  throw new WorkspaceError('workspace-file-missing', t('{0} does not exist in this window.', name), {
    hint: t('Name files relative to the folder, or attach them.'),
  });
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
