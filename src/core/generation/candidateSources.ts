import type { CandidateRequest, CandidateSource } from './candidate';

/** Who writes the candidates of a run, the one that costs nothing first. */
export interface CandidateSources {
  readonly free: CandidateSource;
  /** The selected model; undefined when there is none, or it is the free engine. */
  readonly paid?: PaidSource;
}

/**
 * A source that asks language models. `modelId` is the model that would be asked now: it changes when a provider fails and
 * another model takes its place, and by `escalate`.
 */
export interface PaidSource extends CandidateSource {
  /** What answers to these requests are going to cost, one call each. Sends nothing. */
  estimate(requests: readonly CandidateRequest[]): SpendingEstimate;
  /**
   * Goes on with a model one tier stronger, because tests of this one failed by an objective check.
   * @param failure what the check found, as one phrase
   * @returns why it was chosen, or undefined when there is none to be had
   */
  escalate(failure: string): Promise<string | undefined>;
}

/** In micro-dollars; Infinity when the price of the model is not known. */
export interface SpendingEstimate {
  /** From the length of what is sent and the length that answers usually have. */
  readonly likelyMicroUsd: number;
  /** With answers as long as the model can make them, and one call that has to be made again. */
  readonly worstMicroUsd: number;
}
