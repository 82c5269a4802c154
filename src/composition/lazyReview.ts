import type { ReviewDependencies } from '../core/generation/review/proposalReview';
import type { Review } from '../core/generation/review/review';

/** The review of proposed tests, which is loaded when it is first asked for something. */
export function lazyReview(dependencies: ReviewDependencies): Review {
  let opened: Promise<Review> | undefined;
  const open = (): Promise<Review> => {
    opened ??= import('../core/generation/review/proposalReview').then(
      ({ ProposalReview }) => new ProposalReview(dependencies),
    );
    return opened;
  };
  return {
    list: async (workspaceRoot) => (await open()).list(workspaceRoot),
    texts: async (place) => (await open()).texts(place),
    accept: async (choice, run) => (await open()).accept(choice, run),
    reject: async (choice) => (await open()).reject(choice),
  };
}
