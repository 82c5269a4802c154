import type { Figure } from '../figure';
import type { TargetFailure } from '../fleet/targetFailure';
import type { CoverageTotals } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';
import type { FileChange } from './fileChange';
import type { Finding } from './finding';
import type { MutationChange } from './mutationChange';
import type { TestReceipt } from './receipt';
import type { StopReason } from './runStop';

/** Before and after are of the same source text in the workspace's own runner; unavailable says why. */
export interface CoverageChange {
  readonly sourceFile: WorkspacePath;
  readonly before: CoverageTotals | { readonly unavailable: string };
  readonly after: CoverageTotals | { readonly unavailable: string };
}

/** What a generation run brought about. */
export interface RunSummary {
  readonly type: 'generate-tests';
  readonly runId: string;
  readonly kept: number;
  readonly dropped: number;
  readonly receipts: readonly TestReceipt[];
  readonly coverage: readonly CoverageChange[];
  /** One entry for each file whose mutants were tried. */
  readonly mutation: readonly MutationChange[];
  /** Bugs that tests revealed. */
  readonly findings: readonly Finding[];
  readonly writtenFiles: readonly { readonly path: WorkspacePath; readonly isNew: boolean }[];
  /** What a run that only proposes, or writes nothing, would have written: whole texts on both sides. */
  readonly proposedFiles: readonly FileChange[];
  /** Why it ended before all was done; absent: it did not. */
  readonly stopReason?: StopReason;
  /** Targets that were not begun for that reason. */
  readonly skippedFiles: readonly WorkspacePath[];
  /** In micro-dollars. */
  readonly costMicroUsd: Figure;
  readonly durationMs: number;
  /** Files for which nothing could be generated, each with its sentence. */
  readonly failures: readonly TargetFailure[];
}
