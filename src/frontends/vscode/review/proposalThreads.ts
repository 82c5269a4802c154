import * as vscode from 'vscode';
import type { Disposable } from '../../../base/disposable';
import { t } from '../../../base/localize';
import { openTests } from '../../../core/generation/review/proposal';
import type { ProposalPlace, Review } from '../../../core/generation/review/review';
import { proposedTestText } from '../text/reviewText';
import type { OpenProposals } from './openProposals';
import { placeOf, proposalScheme, proposalUri } from './proposalDocuments';

/** Value of `commentThread` by which package.json puts the buttons there. */
const contextValue = 'proposedTest';

/** Shows the receipt of each proposed test beside it in the review, with buttons to accept and reject it. */
export class ProposalThreads implements Disposable {
  private readonly controller: vscode.CommentController;
  private readonly threads = new Map<string, readonly vscode.CommentThread[]>();
  private readonly candidates = new WeakMap<vscode.CommentThread, { place: ProposalPlace; id: string }>();
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly proposals: OpenProposals,
    private readonly review: Pick<Review, 'texts'>,
  ) {
    this.controller = vscode.comments.createCommentController('agenticQe.proposedTests', t('Proposed Tests'));
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => void this.show(document.uri)),
      vscode.workspace.onDidCloseTextDocument((document) => this.clear(document.uri)),
    ];
  }

  /** The test that a thread, as a button hands it over, is about; undefined for anything else. */
  testOf(thread: unknown): { readonly place: ProposalPlace; readonly id: string } | undefined {
    return typeof thread === 'object' && thread !== null
      ? this.candidates.get(thread as vscode.CommentThread)
      : undefined;
  }

  /** Makes the threads of all reviews on the screen anew. */
  async refresh(): Promise<void> {
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === proposalScheme);
    await Promise.all(open.map(({ uri }) => this.show(uri)));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.controller.dispose();
  }

  private async show(uri: vscode.Uri): Promise<void> {
    const place = placeOf(uri);
    if (place?.side !== 'proposed') return;
    const found = this.proposals.files(place.runId).find(({ file }) => file.path === place.path);
    const texts = found && (await this.review.texts(place).catch(() => undefined));
    this.clear(uri);
    if (!found || !texts) return;
    const threads = openTests(found.file).flatMap((test) => {
      const lines = texts.places.get(test.candidate.id);
      if (!lines) return [];
      const line = lines.startLine - 1;
      const thread = this.controller.createCommentThread(
        proposalUri(place, 'proposed'),
        new vscode.Range(line, 0, line, 0),
        [
          {
            author: { name: 'Agentic QE' },
            body: proposedTestText(test),
            mode: vscode.CommentMode.Preview,
          },
        ],
      );
      thread.label = test.candidate.title;
      thread.contextValue = contextValue;
      thread.canReply = false;
      thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
      this.candidates.set(thread, { place: found.place, id: test.candidate.id });
      return [thread];
    });
    this.threads.set(uri.toString(), threads);
  }

  private clear(uri: vscode.Uri): void {
    for (const thread of this.threads.get(uri.toString()) ?? []) thread.dispose();
    this.threads.delete(uri.toString());
  }
}
