import type { MicroUsd } from '../cost/money';
import { costOf, type TokenUsage } from '../cost/pricing';
import { estimated, type Figure, measured, unavailable } from '../figure';
import type { ModelConfig } from './modelConfig';
import type { ComplexityInputs } from './modelSelection';

/** Instructions, types of neighbours and style that go along with one file, in tokens. */
const promptTokens = 4000;
/** Vocabularies and the estimate differ; none that we measured needs twice the estimate for source code. */
const vocabularyMargin = 2;
/** The most that a call may write. Whoever calls a model must pass it on as the limit of output. */
const outputCeilingTokens = 16_384;

/** How much a model has to read for a task, at most. */
export interface TaskSize {
  readonly calls: number;
  /** Input of the largest call, in tokens. */
  readonly largestInputTokens: number;
  /** Input of all calls, in tokens. */
  readonly inputTokens: number;
}

/** One call per file, each with its file and what goes along with it. */
export function sizeOf({ targets, tokens, largestTargetTokens }: ComplexityInputs): TaskSize {
  const calls = Math.max(1, targets);
  return {
    calls,
    largestInputTokens: promptTokens + vocabularyMargin * largestTargetTokens,
    inputTokens: calls * promptTokens + vocabularyMargin * tokens,
  };
}

/** The most that one call of the model may write, in tokens. */
export function outputCeiling(model: ModelConfig): number {
  return Math.min(model.maxOutputTokens, outputCeilingTokens);
}

/** True when every call of the task, its answer included, has room in the model's context. */
export function isRoomFor({ largestInputTokens }: TaskSize, model: ModelConfig): boolean {
  return largestInputTokens + outputCeiling(model) <= model.contextWindow;
}

/**
 * What the task costs at most with the model when each call is made once; undefined when neither a price nor a ceiling for
 * each call is known. Without a size the whole context is assumed. Nothing is taken to come from the cache, and writing to it to be as dear as it is.
 */
export function worstCaseCost(model: ModelConfig, size: TaskSize | undefined): MicroUsd | undefined {
  const { prices, ceilingPerCallMicroUsd: ceiling } = model;
  if (!prices) return ceiling === undefined ? undefined : (size?.calls ?? 1) * ceiling;
  const inputTokens = size?.inputTokens ?? model.contextWindow;
  const outputTokens = (size?.calls ?? 1) * outputCeiling(model);
  const plain: TokenUsage = { inputTokens, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens };
  return Math.max(costOf(plain, prices), costOf({ ...plain, cacheWriteTokens: inputTokens }, prices));
}

/** `worstCaseCost` with where it comes from; free is not an estimate. */
export function worstCaseFigure(cost: MicroUsd | undefined): Figure {
  if (cost === undefined) return unavailable('the price of the model is not known');
  if (cost === 0) return measured(0);
  return estimated(cost, 'twice the estimated tokens of the sources, and the longest answers');
}
