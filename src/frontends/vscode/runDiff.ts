import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { t } from '../../base/localize';
import type { RunHistory } from '../../core/generation/runHistory';
import type { WorkspacePath } from '../../core/testing/workspace';

const scheme = 'agentic-qe-before';

/** A file that a run changed. */
export interface ChangedFile {
  readonly runId: string;
  readonly workspaceRoot: string;
  readonly path: WorkspacePath;
}

/** Documents with the texts of files as they were before a run; those of new files are empty. */
export function registerRunDiff(history: Pick<RunHistory, 'find'>): Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async (uri) => {
      const { runId = '', workspaceRoot = '' } = JSON.parse(uri.query) as Partial<ChangedFile>;
      const record = await history.find(workspaceRoot, runId);
      return record?.changes.find(({ path }) => `/${path}` === uri.path)?.before ?? '';
    },
  });
}

/** Shows what the run changed in the file, beside the file as it is now. */
export function runDiffCommand({ runId, workspaceRoot, path }: ChangedFile): vscode.Command {
  const query = JSON.stringify({ runId, workspaceRoot });
  const before = vscode.Uri.from({ scheme, path: `/${path}`, query });
  const after = vscode.Uri.joinPath(vscode.Uri.file(workspaceRoot), path);
  return {
    title: t('Show Diff'),
    command: 'vscode.diff',
    arguments: [before, after, t('{0} (before the run ↔ now)', path)],
  };
}
