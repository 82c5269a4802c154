import type { Figure } from '../figure';
import type { WorkspacePath } from '../testing/workspace';

/**
 * Why a candidate was not kept; the order is the order of the filters. What the text alone tells comes first, so that nothing is
 * executed that is not wanted anyway.
 */
export const dropReasons = {
  rejected: 'its source gave it up',
  unparsable: 'does not parse',
  'ill-typed': 'does not type-check',
  'mocks-subject': 'mocks what it tests',
  trivial: 'asserts nothing about the code',
  duplicate: 'does what another test does',
  'touches-world': 'depends on files, network, processes, the clock or chance',
  failed: 'failed',
  repaired: 'failed and was replaced',
  unstable: 'did not pass every run',
  'proves-nothing': 'passes whatever the code does',
  'adds-nothing': 'adds no coverage and notices no mutant',
} as const;
export type DropReason = keyof typeof dropReasons;

/** Who is to blame when a test fails. */
export type FailureCause = 'test' | 'code' | 'environment';

export type Verdict =
  | { readonly status: 'kept' }
  /**
   * It fails, and the code is to blame: it contradicts its documentation, types or name. The test is shown as it is, marked as
   * failing in the framework's own way, and never bent. `detail`: one sentence with the evidence.
   */
  | { readonly status: 'finding'; readonly detail: string }
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
  /** Mutants that it notices and neither the tests kept before it nor the existing suite do. */
  readonly addedKills: Figure;
  readonly modelId: string;
  /** In micro-dollars. */
  readonly costMicroUsd: Figure;
}
