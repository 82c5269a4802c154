import { access } from 'node:fs/promises';
import type { Logger } from '../../base/logger';
import { type CompactionOptions, compactJournals } from './journalCompaction';
import { compactInThread } from './threadedCompaction';

export interface CompactionAtWorkOptions extends CompactionOptions {
  readonly formatName: string;
  readonly wasmPath: string;
  readonly workerPath?: string;
  readonly logger: Logger;
  /** Rows that this process appends between two compactions. */
  readonly compactAfterRows: number;
  /** Runs what uses the view, one after the other. */
  exclusively<T>(use: () => Promise<T>): Promise<T>;
  onFailure(error: unknown): void;
}

/** Folds the journals from time to time while a process goes on appending and asking; at most one compaction is under way. */
export class CompactionAtWork {
  private running: Promise<void> | undefined;
  private linesAtLast = 0;
  private hasWarned = false;
  private readonly stopping = new AbortController();

  constructor(private readonly options: CompactionAtWorkOptions) {}

  startIfDue(): void {
    const { journal, compactAfterRows } = this.options;
    if (this.running || journal.lineCount - this.linesAtLast < compactAfterRows) return;
    this.linesAtLast = journal.lineCount;
    this.running = this.compact().finally(() => {
      this.running = undefined;
    });
  }

  /** Resolves when nothing is under way; what a thread has not finished is given up, and loses nothing. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Never rejects. */
  private async compact(): Promise<void> {
    try {
      const { workerPath } = this.options;
      // Not in the queue of the view: others use it meanwhile.
      if (workerPath !== undefined && (await this.isThere(workerPath))) await this.compactBeside(workerPath);
      else await this.options.exclusively(() => this.compactHere());
    } catch (error) {
      if (!this.stopping.signal.aborted) this.options.onFailure(error);
    }
  }

  private async compactBeside(workerPath: string): Promise<void> {
    await this.options.journal.finishSegment();
    await compactInThread({ ...this.options, workerPath, signal: this.stopping.signal });
  }

  private async compactHere(): Promise<void> {
    await this.options.journal.finishSegment();
    await compactJournals(this.options);
  }

  private async isThere(workerPath: string): Promise<boolean> {
    try {
      await access(workerPath);
      return true;
    } catch {
      if (!this.hasWarned) {
        const message = 'The database is compacted on the main thread: a file of the product is missing';
        this.options.logger.warn(message, { path: workerPath });
      }
      this.hasWarned = true;
      return false;
    }
  }
}
