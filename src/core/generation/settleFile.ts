import { WorkspaceError } from '../errors';
import type { Workspace } from '../testing/workspace';
import type { Baseline } from './4-runTests';
import type { Dossier } from './dossier';
import { findingsOf } from './finding';
import { scoreChange } from './mutationChange';
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
  readonly isDryRun: boolean;
}

/**
 * Writes what is kept of one file, or only says so, and accounts for all of its candidates.
 * @throws WorkspaceError `workspace-file-changed` when somebody edited the source or its test file meanwhile: then every figure is
 * about a text that is no more; `workspace-read-only`
 */
export async function settleFile(
  { dossier, judged, baseline }: JudgedFile,
  { account, workspace, runStore, record, isDryRun }: SettleContext,
): Promise<void> {
  const { plan, finalText } = judged;
  await assertUnchanged(plan, workspace);
  if (isDryRun) {
    if (finalText !== undefined)
      account.addProposal({ path: plan.testFile, before: plan.existingTests, after: finalText });
  } else {
    const change = await writeKeptTests(judged, { workspace, runStore, record });
    if (change) await account.addChange(change);
  }
  await account.addReceipts(receiptsOf(dossier, judged.judgements));
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
