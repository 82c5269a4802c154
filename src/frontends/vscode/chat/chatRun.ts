import * as vscode from 'vscode';
import type { SummaryOf, TaskRequest } from '../../../core/fleet/task';
import { type FolderTargets, groupByFolder } from '../commands/chooseTargets';
import { assertCanRun } from '../commands/startRuns';
import { followRun } from '../runs/followRun';
import { chatTargets } from './chatTargets';
import type { ChatTurn } from './chatTurn';
import { RunNarrator } from './runNarrator';

/** A run of one folder that has ended well. */
export interface ChatRun<R extends TaskRequest> {
  readonly runId: string;
  readonly workspaceRoot: string;
  readonly files: readonly string[];
  readonly summary: SummaryOf<R>;
}

/**
 * Performs one run after the other for what the question names, one for each folder of the window, and tells each as it happens.
 * @throws vscode.CancellationError; AppError
 */
export async function* chatRuns<R extends TaskRequest>(
  { request, stream, token, context }: ChatTurn,
  type: R['type'],
  toRequest: (folder: FolderTargets) => R,
): AsyncGenerator<ChatRun<R>> {
  assertCanRun(context, type);
  const targets = await chatTargets(request);
  await context.keys.load();
  for (const { uri } of targets) stream.reference(uri);
  for (const folder of groupByFolder(targets)) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const narrator = new RunNarrator();
    const { runId, result } = await followRun(context, toRequest(folder), {
      door: 'chat',
      token,
      onPart: (part) => {
        for (const { kind, text } of narrator.tell(part)) stream[kind](text);
      },
    });
    if (result.status === 'failed') throw result.error;
    if (result.status === 'cancelled') throw new vscode.CancellationError();
    const files = folder.targets.map(({ path }) => path);
    yield { runId, workspaceRoot: folder.workspaceRoot, files, summary: result.summary };
  }
}

/** A place in a file of a run, from line 1. */
export function placeIn(workspaceRoot: string, path: string, line: number): vscode.Location {
  const uri = vscode.Uri.joinPath(vscode.Uri.file(workspaceRoot), path);
  return new vscode.Location(uri, new vscode.Position(Math.max(0, line - 1), 0));
}
