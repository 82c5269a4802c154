import type { AppError } from '../../base/error';
import type { EmitPart } from '../agents/taskWork';
import type { Figure } from '../figure';
import type { TargetFailure } from '../fleet/targetFailure';
import type { WorkspacePath } from '../testing/workspace';
import type { TestReceipt } from './receipt';
import type { FileChange } from './runStore';
import type { CoverageChange, RunSummary } from './runSummary';

/** Collects what a run brought about, announces each piece as it comes, and adds it up at the end. */
export class RunAccount {
  private readonly failures: TargetFailure[] = [];
  private readonly receipts: TestReceipt[] = [];
  private readonly coverage: CoverageChange[] = [];
  private readonly fileChanges: FileChange[] = [];

  constructor(private readonly emit: EmitPart) {}

  get changes(): readonly FileChange[] {
    return this.fileChanges;
  }

  async addFailure(sourceFile: WorkspacePath, error: AppError): Promise<void> {
    const message = error.hint ? `${error.message} ${error.hint}` : error.message;
    const failure = { sourceFile, code: error.code, message };
    this.failures.push(failure);
    await this.emit({ type: 'target-failed', failure });
  }

  async addReceipts(receipts: readonly TestReceipt[]): Promise<void> {
    for (const receipt of receipts) {
      this.receipts.push(receipt);
      await this.emit({ type: 'receipt', receipt });
    }
  }

  async addCoverage(change: CoverageChange): Promise<void> {
    this.coverage.push(change);
    await this.emit({ type: 'coverage', change });
  }

  async addChange(change: FileChange): Promise<void> {
    this.fileChanges.push(change);
    await this.emit({ type: 'file-written', path: change.path, isNew: change.before === undefined });
  }

  /** @param costMicroUsd of all calls of the run */
  summary(runId: string, durationMs: number, costMicroUsd: Figure): RunSummary {
    const kept = this.receipts.filter((receipt) => receipt.verdict.status === 'kept').length;
    return {
      type: 'generate-tests',
      runId,
      kept,
      dropped: this.receipts.length - kept,
      receipts: this.receipts,
      coverage: this.coverage,
      writtenFiles: this.fileChanges.map(({ path, before }) => ({ path, isNew: before === undefined })),
      costMicroUsd,
      durationMs,
      failures: this.failures,
    };
  }
}
