import type { Figure } from '../figure';
import type { WorkspacePath } from '../testing/workspace';

/** Why a candidate was not kept; the order is the order of the filters. */
export const dropReasons = {
  rejected: 'its source gave it up',
  failed: 'failed',
  unstable: 'did not pass every run',
  'adds-nothing': 'adds no coverage to the tests already kept',
} as const;
export type DropReason = keyof typeof dropReasons;

export type Verdict =
  | { readonly status: 'kept' }
  /** `detail`: one sentence of evidence, e.g. the first line of the failure. */
  | { readonly status: 'dropped'; readonly reason: DropReason; readonly detail: string };

/** What became of one candidate, with the evidence. Every candidate ends in exactly one. */
export interface TestReceipt {
  readonly candidateId: string;
  /** Source file under test. */
  readonly sourceFile: WorkspacePath;
  /** Test file it was written to, or would have been. */
  readonly testFile: WorkspacePath;
  readonly unit: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** Runs of the final test file in which it passed, in the workspace's own runner. */
  readonly runsPassed: Figure;
  readonly runs: Figure;
  /** Statements, distinct source lines and branches it added to the tests kept before it and the existing suite. */
  readonly addedStatements: Figure;
  readonly addedLines: Figure;
  readonly addedBranches: Figure;
  readonly modelId: string;
  /** In micro-dollars. */
  readonly costMicroUsd: Figure;
}
