import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../base/disposable';
import type { Review } from '../../../core/generation/review/review';
import type { RunRegistry } from '../runs/runRegistry';
import type { OpenProposals } from './openProposals';
import { closeDecided } from './openReview';
import { ProposalDocuments } from './proposalDocuments';
import type { ProposalThreads } from './proposalThreads';

/** Set while there is something to decide on; conditions of commands in package.json name it. */
const contextKey = 'agenticQe.hasProposedTests';

export interface ReviewParts {
  readonly review: Review;
  readonly proposals: OpenProposals;
  readonly threads: ProposalThreads;
  readonly registry: RunRegistry;
}

/** Keeps what is on the screen of proposed tests true: documents, threads, tabs. */
export function registerReview({ review, proposals, threads, registry }: ReviewParts): Disposable {
  const store = new DisposableStore();
  const documents = store.add(new ProposalDocuments(review));
  store.add(
    proposals.onDidChange(() => {
      const open = proposals.files();
      void vscode.commands.executeCommand('setContext', contextKey, open.length > 0);
      documents.refresh();
      void threads.refresh();
      void closeDecided(open);
    }),
  );
  store.add(registry.onDidChange(({ kind }) => kind !== 'started' && void proposals.refresh()));
  return store;
}
