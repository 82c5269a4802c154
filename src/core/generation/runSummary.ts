import type { Figure } from '../figure';
import type { TargetFailure } from '../fleet/targetFailure';
import type { CoverageTotals } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';
import type { TestReceipt } from './receipt';

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
  readonly writtenFiles: readonly { readonly path: WorkspacePath; readonly isNew: boolean }[];
  /** In micro-dollars. */
  readonly costMicroUsd: Figure;
  readonly durationMs: number;
  /** Files for which nothing could be generated, each with its sentence. */
  readonly failures: readonly TargetFailure[];
}
