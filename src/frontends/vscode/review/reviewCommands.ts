import * as vscode from 'vscode';
import type { CommandContext } from '../commandContext';
import { presentNothingProposed } from '../text/reviewText';
import { acceptTests, type Decision, rejectAll, rejectTests, tellAccepted, tellRefused } from './decide';
import type { OpenFile } from './openProposals';
import { openReview } from './openReview';
import { placeOf } from './proposalDocuments';

/** Shows what is proposed, of one run or of all. @param runId from a button */
export async function reviewProposedTests(context: CommandContext, runId?: unknown): Promise<void> {
  const files = await openFiles(context, runId);
  if (files.length === 0) context.present(presentNothingProposed());
  await openReview(files);
}

/** Accepts all that is proposed: of the file whose review is given, of one run, or everything. */
export async function acceptProposedTests(context: CommandContext, what?: unknown): Promise<void> {
  const decisions = await decisionsFor(context, what);
  tellAccepted(context, await acceptTests(context, decisions), decisions);
}

/** Rejects all that is proposed: of the file whose review is given, of one run, or everything. */
export async function rejectProposedTests(context: CommandContext, what?: unknown): Promise<void> {
  const decisions = await decisionsFor(context, what);
  if (decisions.length > 0) await rejectAll(context, decisions);
}

/** Accepts the test beside which the button is. */
export async function acceptProposedTest(context: CommandContext, thread: unknown): Promise<void> {
  const decision = decisionOn(context, thread);
  if (decision) tellRefused(context, await acceptTests(context, [decision]));
}

/** Rejects the test beside which the button is. */
export async function rejectProposedTest(context: CommandContext, thread: unknown): Promise<void> {
  const decision = decisionOn(context, thread);
  if (decision) await rejectTests(context, [decision]);
}

/** Single tests of a run, as the panel names them. */
export function decisionsOn(
  { proposals }: CommandContext,
  runId: string,
  candidateIds: readonly string[] | undefined,
): readonly Decision[] {
  return proposals.files(runId).flatMap((open): readonly Decision[] => {
    if (!candidateIds) return [{ open }];
    const own = candidateIds.filter((id) => open.file.tests.some(({ candidate }) => candidate.id === id));
    return own.length > 0 ? [{ open, candidateIds: own }] : [];
  });
}

function decisionOn({ proposals, proposalThreads }: CommandContext, thread: unknown): Decision | undefined {
  const found = proposalThreads.testOf(thread);
  const open = found && proposals.files(found.place.runId).find(({ file }) => file.path === found.place.path);
  return open && { open, candidateIds: [found.id] };
}

async function decisionsFor(context: CommandContext, what: unknown): Promise<readonly Decision[]> {
  const place = what instanceof vscode.Uri ? placeOf(what) : undefined;
  const files = await openFiles(context, place?.runId ?? what);
  const wanted = place ? files.filter(({ file }) => file.path === place.path) : files;
  if (wanted.length === 0) context.present(presentNothingProposed());
  return wanted.map((open) => ({ open }));
}

async function openFiles({ proposals }: CommandContext, runId: unknown): Promise<readonly OpenFile[]> {
  await proposals.refresh();
  return proposals.files(typeof runId === 'string' ? runId : undefined);
}
