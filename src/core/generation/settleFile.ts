import { WorkspaceError } from '../errors';
import type { Workspace } from '../testing/workspace';
import type { Baseline } from './4-runTests';
import type { Dossier } from './dossier';
import { findingsOf } from './finding';
import type { WriteMode } from './generateTestsRequest';
import { scoreChange } from './mutationChange';
import { proposedFileOf } from './review/proposedFileOf';
import type { RunAccount } from './runAccount';
import { coverageChange, receiptsOf } from './runReport';
import type { RunRecord, RunStore } from './runStore';
import type { JudgedTests } from './testFileJudge';
import { writeKeptTests } from './writeKeptTests';

/** One source file whose candidates are judged. */
export interface JudgedFile {
  readonly dossier: Dossier;
  readonly judged: JudgedTests;
  readonly baseline: Baseline;
}

export interface SettleContext {
  readonly account: RunAccount;
  readonly workspace: Workspace;
  readonly runStore: RunStore;
  /** The run so far. */
  readonly record: RunRecord;
  readonly writeMode: WriteMode;
}

/**
 * Writes what is kept of one file, or only proposes it, and accounts for all of its candidates.
 * @throws WorkspaceError `workspace-file-changed` when somebody edited the source or its test file meanwhile: then every figure is
 * about a text that is no more; `workspace-read-only`
 */
export async function settleFile(
  { dossier, judged, baseline }: JudgedFile,
  { account, workspace, runStore, record, writeMode }: SettleContext,
): Promise<void> {
  const { plan, finalText } = judged;
  await assertUnchanged(plan, workspace);
  const receipts = receiptsOf(dossier, judged.judgements);
  if (writeMode === 'write') {
    const change = await writeKeptTests(judged, { workspace, runStore, record });
    if (change) {
      await account.addChange(change);
      account.addWritten(receipts);
    }
  } else if (finalText !== undefined) {
    account.addWouldBe({ path: plan.testFile, before: plan.existingTests, after: finalText });
    const proposed = proposedFileOf(dossier, judged, receipts);
    if (writeMode === 'propose' && proposed) {
      account.addProposal(proposed);
      // Now, not at the end: what was paid for must survive a run that is killed.
      await runStore.save({ ...record, proposals: account.proposals });
    }
  }
  await account.addReceipts(receipts);
  account.addFindings(findingsOf(dossier, judged.judgements, judged.withheldFindings));
  await account.addCoverage(coverageChange(judged, baseline));
  const mutation = scoreChange(dossier, judged.judgements);
  if (mutation) account.addMutation(mutation);
}

async function assertUnchanged({ target, source }: JudgedTests['plan'], workspace: Workspace): Promise<void> {
  if ((await workspace.readText(target.path)) === source) return;
  throw new WorkspaceError(
    'workspace-file-changed',
    `${target.path} was edited while tests for it were being checked, so nothing was written for it.`,
    { hint: 'Generate again.' },
  );
}
