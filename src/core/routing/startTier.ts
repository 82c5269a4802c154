import { type ComplexityTier, complexityTiers, type ModelConfig } from './modelConfig';

/** Tasks of one tier that a model did: with a result that holds, and without. */
export interface TierOutcomes {
  readonly successes: number;
  readonly failures: number;
}

/** What a model did with tasks of one type in one repository. */
export type OutcomesByTier = Readonly<Partial<Record<ComplexityTier, TierOutcomes>>>;

/** What a model is good for here; `tier` undefined: not even for simple tasks. */
export interface StartTier {
  readonly tier: ComplexityTier | undefined;
  /** When experience changed it, the experience. */
  readonly experience?: string;
  /** It is one tier above the model's own, to see how it does there. */
  readonly isTrial?: boolean;
}

/** Fewer of a kind change nothing. */
const leastOfAKind = 5;
/** Successes for each failure that show that a model can do more than it is for. */
const promotionRatio = 4;

/**
 * The hardest tier a model is to be started on, by what it did with such tasks in this repository. For a tier, successes count
 * from it and all harder ones, failures from it and all easier ones.
 *
 * - Five failures or more, and more of them than successes: it is not started on this tier, nor on a harder one. This does not
 *   hold for a model of the highest tier, because nothing stronger could take its place.
 * - Five successes or more on the tier above its own, at least four for each failure: it is started there, too.
 *
 * Both need five observations. One more success never lowers the answer, and one more failure never raises it.
 */
export function startTierOf({ tier }: ModelConfig, outcomes: OutcomesByTier): StartTier {
  const own = complexityTiers.indexOf(tier);
  const highest = complexityTiers.length - 1;
  if (own < highest) {
    for (let index = 0; index <= own; index++) {
      const seen = evidenceFor(index, outcomes);
      if (seen.failures >= leastOfAKind && seen.failures > seen.successes) {
        return { tier: complexityTiers[index - 1], experience: seen.text };
      }
    }
    const above = evidenceFor(own + 1, outcomes);
    if (above.successes >= leastOfAKind && above.successes >= promotionRatio * above.failures) {
      return { tier: complexityTiers[own + 1], experience: above.text };
    }
  }
  return { tier };
}

/** The same, one tier higher: for the few tasks that a weaker model is tried on. */
export function trialTierOf(model: ModelConfig, start: StartTier): StartTier {
  const raised = complexityTiers[complexityTiers.indexOf(model.tier) + 1];
  return raised !== undefined && start.tier === model.tier ? { tier: raised, isTrial: true } : start;
}

function evidenceFor(index: number, outcomes: OutcomesByTier) {
  const [successes, failures] = complexityTiers.reduce(
    ([good, bad], tier, at) => {
      const here = outcomes[tier];
      return [
        good + (at >= index ? (here?.successes ?? 0) : 0),
        bad + (at <= index ? (here?.failures ?? 0) : 0),
      ];
    },
    [0, 0],
  );
  return { successes, failures, text: `${successes} of ${successes + failures}` };
}
