import type { Disposable } from '../../../base/disposable';
import { describeError } from '../../../base/error';
import type { Logger } from '../../../base/logger';
import { openTests, type Proposal, type ProposedFile } from '../../../core/generation/review/proposal';
import type { ProposalPlace, Review } from '../../../core/generation/review/review';

export interface OpenProposalsDependencies {
  readonly review: Pick<Review, 'list'>;
  /** Absolute paths of the folders of the window. */
  readonly roots: () => readonly string[];
  readonly logger: Pick<Logger, 'warn'>;
}

/** A proposed file and where it is to be decided on. */
export interface OpenFile {
  readonly place: ProposalPlace;
  readonly file: ProposedFile;
}

/** Remembers what was proposed in the folders of the window, as it was last read from the records. */
export class OpenProposals implements Disposable {
  private current: readonly Proposal[] = [];
  private readonly listeners = new Set<() => void>();
  private latestQuestion = 0;

  constructor(private readonly dependencies: OpenProposalsDependencies) {}

  /** Newest first, decided on or not. */
  get all(): readonly Proposal[] {
    return this.current;
  }

  /** Files with tests that nobody has decided on. @param runId default: of all runs */
  files(runId?: string): readonly OpenFile[] {
    return this.current
      .filter((proposal) => runId === undefined || proposal.runId === runId)
      .flatMap(({ workspaceRoot, runId: id, files }) =>
        files
          .filter((file) => openTests(file).length > 0)
          .map((file) => ({ file, place: { workspaceRoot, runId: id, path: file.path } })),
      );
  }

  /** Reads the records again. Never rejects: what cannot be read is logged and stays as it was. */
  async refresh(): Promise<void> {
    const { review, roots, logger } = this.dependencies;
    const question = ++this.latestQuestion;
    try {
      const found = await Promise.all(roots().map((root) => review.list(root)));
      if (question !== this.latestQuestion) return;
      this.current = found.flat().sort((a, b) => b.startedAtMs - a.startedAtMs);
    } catch (error) {
      logger.warn('Proposed tests cannot be read', { reason: describeError(error) });
      return;
    }
    for (const listener of [...this.listeners]) listener();
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  dispose(): void {
    this.latestQuestion++;
    this.listeners.clear();
  }
}
