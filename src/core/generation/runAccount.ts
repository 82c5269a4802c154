import type { AppError } from '../../base/error';
import type { EmitPart } from '../agents/taskWork';
import type { Figure } from '../figure';
import type { TargetFailure } from '../fleet/targetFailure';
import type { WorkspacePath } from '../testing/workspace';
import type { Dossier } from './dossier';
import type { FileChange } from './fileChange';
import type { Finding } from './finding';
import type { MutationChange } from './mutationChange';
import type { TestReceipt } from './receipt';
import type { ProposedFile } from './review/proposal';
import { receiptsOf } from './runReport';
import type { StopReason } from './runStop';
import type { CoverageChange, RunSummary } from './runSummary';
import type { Judgement } from './testFileJudge';

/** Collects what a run brought about, announces each piece as it comes, and adds it up at the end. */
export class RunAccount {
  private readonly failures: TargetFailure[] = [];
  private readonly receipts: TestReceipt[] = [];
  private readonly coverage: CoverageChange[] = [];
  private readonly mutation: MutationChange[] = [];
  private readonly findings: Finding[] = [];
  private readonly fileChanges: FileChange[] = [];
  private readonly wouldBe: FileChange[] = [];
  private readonly proposedFiles: ProposedFile[] = [];
  private readonly writtenReceipts: TestReceipt[] = [];
  private readonly skipped: WorkspacePath[] = [];

  constructor(private readonly emit: EmitPart) {}

  get changes(): readonly FileChange[] {
    return this.fileChanges;
  }

  /** What waits for the word of the user. */
  get proposals(): readonly ProposedFile[] {
    return this.proposedFiles;
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

  /** Receipts for the candidates of a file that could not be judged or written to its end. */
  async addUnjudged(dossier: Dossier, reason: string): Promise<void> {
    const judgement: Judgement = {
      status: 'dropped',
      reason: 'failed',
      detail: reason,
      runsPassed: undefined,
    };
    await this.addReceipts(receiptsOf(dossier, new Map(dossier.candidates.map(({ id }) => [id, judgement]))));
  }

  addFindings(findings: readonly Finding[]): void {
    this.findings.push(...findings);
  }

  addMutation(change: MutationChange): void {
    this.mutation.push(change);
  }

  /** What would be written. */
  addWouldBe(change: FileChange): void {
    this.wouldBe.push(change);
  }

  /** Receipts of tests that are in their files now. */
  get written(): readonly TestReceipt[] {
    return this.writtenReceipts;
  }

  addWritten(receipts: readonly TestReceipt[]): void {
    this.writtenReceipts.push(...receipts.filter(({ verdict }) => verdict.status === 'kept'));
  }

  addProposal(file: ProposedFile): void {
    this.proposedFiles.push(file);
  }

  /** Targets that the run did not come to. */
  skip(sourceFiles: readonly WorkspacePath[]): void {
    this.skipped.push(...sourceFiles);
  }

  async addCoverage(change: CoverageChange): Promise<void> {
    this.coverage.push(change);
    await this.emit({ type: 'coverage', change });
  }

  async addChange(change: FileChange): Promise<void> {
    this.fileChanges.push(change);
    await this.emit({ type: 'file-written', path: change.path, isNew: change.before === undefined });
  }

  /** @param cost of all calls of the run */
  summary(
    runId: string,
    durationMs: number,
    { cost, stopReason }: { readonly cost: Figure; readonly stopReason: StopReason | undefined },
  ): RunSummary {
    const count = (status: TestReceipt['verdict']['status']): number =>
      this.receipts.filter(({ verdict }) => verdict.status === status).length;
    return {
      type: 'generate-tests',
      runId,
      kept: count('kept'),
      dropped: count('dropped'),
      receipts: this.receipts,
      coverage: this.coverage,
      mutation: this.mutation,
      findings: this.findings,
      writtenFiles: this.fileChanges.map(({ path, before }) => ({ path, isNew: before === undefined })),
      proposedFiles: this.wouldBe,
      ...(stopReason !== undefined && { stopReason }),
      skippedFiles: this.skipped,
      costMicroUsd: cost,
      durationMs,
      failures: this.failures,
    };
  }
}
