import path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { OpenFile } from './openProposals';
import { placeOf, proposalUri } from './proposalDocuments';

/** Of the editor with several diffs. */
const severalTitle = (): string => t('Proposed Tests');

/** Opens what is proposed as a diff; several files as one editor with a diff for each. */
export async function openReview(files: readonly OpenFile[]): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  const sidesOf = ({ place }: OpenFile) =>
    [proposalUri(place, 'current'), proposalUri(place, 'proposed')] as const;
  if (others.length === 0) {
    const title = t('{0} (proposed tests)', path.posix.basename(first.file.path));
    await vscode.commands.executeCommand('vscode.diff', ...sidesOf(first), title, {
      preview: false,
      viewColumn: vscode.ViewColumn.One,
    });
    return;
  }
  await vscode.commands.executeCommand(
    'vscode.changes',
    severalTitle(),
    files.map((open) => [fileUri(open), ...sidesOf(open)]),
  );
}

/** Closes the reviews in which nothing is left to decide. */
export async function closeDecided(open: readonly OpenFile[]): Promise<void> {
  const isOpen = (uri: vscode.Uri): boolean => {
    const place = placeOf(uri);
    return open.some(({ place: { runId, path: file } }) => runId === place?.runId && file === place.path);
  };
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const decided = tabs.filter(({ input, label }) =>
    input instanceof vscode.TabInputTextDiff
      ? placeOf(input.modified) !== undefined && !isOpen(input.modified)
      : // The kind of an editor with several diffs has no name in the API.
        open.length === 0 && label === severalTitle(),
  );
  if (decided.length > 0) await vscode.window.tabGroups.close(decided, true);
}

function fileUri({ place, file }: OpenFile): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.file(place.workspaceRoot), file.path);
}
