import type { AppError } from '../../base/error';
import { measured } from '../figure';
import type { CoverageChange, RunPart, RunSummary, TargetFailure } from '../streaming/runPart';
import type { WorkspacePath } from '../testing/workspace';
import type { TestReceipt } from './receipt';
import type { FileChange } from './runStore';

/** Collects what a run brought about, announces each piece as it comes, and adds it up at the end. */
export class RunAccount {
  private readonly failures: TargetFailure[] = [];
  private readonly receipts: TestReceipt[] = [];
  private readonly coverage: CoverageChange[] = [];
  private readonly fileChanges: FileChange[] = [];

  constructor(private readonly emit: (part: RunPart) => void) {}

  get changes(): readonly FileChange[] {
    return this.fileChanges;
  }

  addFailure(sourceFile: WorkspacePath, error: AppError): void {
    const message = error.hint ? `${error.message} ${error.hint}` : error.message;
    const failure = { sourceFile, code: error.code, message };
    this.failures.push(failure);
    this.emit({ type: 'target-failed', failure });
  }

  addReceipts(receipts: readonly TestReceipt[]): void {
    for (const receipt of receipts) {
      this.receipts.push(receipt);
      this.emit({ type: 'receipt', receipt });
    }
  }

  addCoverage(change: CoverageChange): void {
    this.coverage.push(change);
    this.emit({ type: 'coverage', change });
  }

  addChange(change: FileChange): void {
    this.fileChanges.push(change);
    this.emit({ type: 'file-written', path: change.path, isNew: change.before === undefined });
  }

  summary(runId: string, durationMs: number): RunSummary {
    const kept = this.receipts.filter((receipt) => receipt.verdict.status === 'kept').length;
    return {
      runId,
      kept,
      dropped: this.receipts.length - kept,
      receipts: this.receipts,
      coverage: this.coverage,
      writtenFiles: this.fileChanges.map(({ path, before }) => ({ path, isNew: before === undefined })),
      // Only free sources run so far; each call is in the ledger with cost 0.
      costMicroUsd: measured(0),
      durationMs,
      failures: this.failures,
    };
  }
}
