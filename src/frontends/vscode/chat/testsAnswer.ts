import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { GenerateTestsRequest } from '../../../core/generation/generateTestsRequest';
import { describeDrops } from '../../../core/generation/receiptText';
import { runDiffCommand } from '../runDiff';
import { summarySentence } from '../text/runSummaryText';
import { actionCommand } from './actionCommand';
import { isAboutUncovered } from './chatIntent';
import { codeBlock, plain } from './chatMarkdown';
import { type ChatRun, chatRuns } from './chatRun';
import type { ChatOutcome, ChatTurn } from './chatTurn';

/** Writes or proposes tests, as the command does, and offers the diff. */
export async function answerTests(turn: ChatTurn): Promise<ChatOutcome> {
  const scope = isAboutUncovered(turn.request.prompt) ? ({ scope: 'uncovered' } as const) : {};
  const { writeMode } = turn.context.config().generation;
  const followups: vscode.ChatFollowup[] = [];
  const runs = chatRuns<GenerateTestsRequest>(turn, 'generate-tests', (folder) => ({
    type: 'generate-tests',
    ...folder,
    ...scope,
    writeMode,
  }));
  for await (const run of runs) {
    showRun(run, turn.stream);
    const prompt = run.files.join(' ');
    followups.push(
      { command: 'coverage', prompt, label: t('What do the tests still leave out?') },
      { command: 'gate', prompt, label: t('Does it pass the quality gate?') },
    );
  }
  return { followups };
}

function showRun(
  { runId, workspaceRoot, summary }: ChatRun<GenerateTestsRequest>,
  stream: vscode.ChatResponseStream,
): void {
  stream.markdown(`\n\n**${plain(summarySentence(summary))}**\n\n`);
  for (const drops of describeDrops(summary.receipts))
    stream.markdown(`- ${t('Dropped: {0}', plain(drops))}\n`);
  for (const { sourceFile, unit, detail, failure, code } of summary.findings) {
    stream.markdown(
      `\n**${t('Bug')}** ${plain(`${sourceFile}, ${unit}: ${detail} ${failure}`)}\n\n${codeBlock(code, 'typescript')}\n`,
    );
  }
  for (const { path } of summary.writtenFiles) {
    stream.markdown('\n');
    stream.anchor(vscode.Uri.joinPath(vscode.Uri.file(workspaceRoot), path), path);
    stream.markdown('\n');
    stream.button(runDiffCommand({ runId, workspaceRoot, path }));
  }
  if (summary.proposedFiles.length > 0) {
    stream.button(actionCommand({ kind: 'review-tests', runId }));
    stream.button(actionCommand({ kind: 'accept-tests', runId }));
  }
  if (summary.writtenFiles.length > 0) stream.button(actionCommand({ kind: 'undo', runId, workspaceRoot }));
  stream.button(actionCommand({ kind: 'show-receipts' }));
}
