import * as vscode from 'vscode';
import { AbortError } from '../../../base/abort';
import { t, tn } from '../../../base/localize';
import { WorkspaceError } from '../../../core/errors';
import { openTests } from '../../../core/generation/review/proposal';
import type { AcceptedTests, ReviewChoice } from '../../../core/generation/review/review';
import type { CommandContext } from '../commandContext';
import { presentAccepted, presentRejected, refusedSentence } from '../text/reviewText';
import type { OpenFile } from './openProposals';

export interface Decision {
  readonly open: OpenFile;
  /** Absent: all tests of the file that are open. */
  readonly candidateIds?: readonly string[];
}

/**
 * Accepts tests: what is not the text that was verified is run again first, which can be cancelled. Resolves to what came of it.
 * @throws WorkspaceError `workspace-untrusted`, and as `Review.accept` does
 */
export async function acceptTests(
  context: CommandContext,
  decisions: readonly Decision[],
): Promise<readonly AcceptedTests[]> {
  if (!context.isTrusted()) {
    throw new WorkspaceError(
      'workspace-untrusted',
      t('Accepting tests may run code of this workspace, and you have not trusted it.'),
    );
  }
  const count = decisions.reduce((sum, decision) => sum + idsOf(decision).length, 0);
  await saveOpenFiles(decisions);
  const results: AcceptedTests[] = [];
  try {
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        cancellable: true,
        title: tn(count, 'Accepting {0} test', 'Accepting {0} tests'),
      },
      async (progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort(new AbortError()));
        for (const decision of decisions) {
          const { path } = decision.open.file;
          const result = await context.services.review.accept(choiceOf(decision), {
            signal: controller.signal,
            onCheck: (run) => progress.report({ message: t('{0} is run with them ({1})', path, run) }),
            onOutput: (text) => context.log.debug(text.trimEnd()),
          });
          results.push(result);
          if (result.accepted.length > 0)
            context.services.measuredCoverage.forget(decision.open.place.workspaceRoot);
        }
      },
    );
  } finally {
    await context.proposals.refresh();
  }
  return results;
}

/** Says what came of accepting, with the way to the file and the way back. */
export function tellAccepted(
  context: CommandContext,
  results: readonly AcceptedTests[],
  [first]: readonly Decision[],
): void {
  if (!first) return;
  const { workspaceRoot, runId } = first.open.place;
  const undo = { kind: 'undo', runId, workspaceRoot } as const;
  const presentation = presentAccepted(results, { workspaceRoot, undo });
  if (!presentation) return;
  context.log.info(presentation.message);
  context.present(presentation);
}

/** The same for single tests, where a message for each success would be in the way. */
export function tellRefused(context: CommandContext, results: readonly AcceptedTests[]): void {
  for (const result of results) {
    const message = refusedSentence(result);
    if (message !== undefined) context.present({ severity: 'warning', message, actions: [] });
  }
}

/** Rejects tests; nothing is written. */
export async function rejectTests(context: CommandContext, decisions: readonly Decision[]): Promise<void> {
  for (const decision of decisions) await context.services.review.reject(choiceOf(decision));
  await context.proposals.refresh();
}

/** Rejects all tests of the files, and says so. */
export async function rejectAll(context: CommandContext, decisions: readonly Decision[]): Promise<void> {
  const count = decisions.reduce((sum, decision) => sum + idsOf(decision).length, 0);
  await rejectTests(context, decisions);
  context.present(presentRejected(count));
}

function idsOf({ open, candidateIds }: Decision): readonly string[] {
  const ids = openTests(open.file).map(({ candidate }) => candidate.id);
  return candidateIds ? ids.filter((id) => candidateIds.includes(id)) : ids;
}

function choiceOf({ open, candidateIds }: Decision): ReviewChoice {
  return { ...open.place, ...(candidateIds && { candidateIds }) };
}

/** What is written and run is what is on disk. @throws WorkspaceError `workspace-file-changed` */
async function saveOpenFiles(decisions: readonly Decision[]): Promise<void> {
  for (const { open } of decisions) {
    const root = vscode.Uri.file(open.place.workspaceRoot);
    for (const path of [open.file.path, open.file.sourceFile]) {
      const uri = vscode.Uri.joinPath(root, path).toString();
      const document = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri);
      if (!document?.isDirty || (await document.save())) continue;
      throw new WorkspaceError(
        'workspace-file-changed',
        t('{0} has unsaved changes and could not be saved.', path),
        { hint: t('Save it, then try again.') },
      );
    }
  }
}
