import type { MicroUsd } from '../../cost/money';
import { costOf } from '../../cost/pricing';
import type { Prompt } from '../../languageModel/languageModel';
import { worstCaseOfCall } from '../../languageModel/worstCaseOfCall';
import type { ModelConfig } from '../../routing/modelConfig';
import { estimateTokens } from '../../routing/tokenEstimate';
import { outputCeiling } from '../../routing/worstCase';
import type { CandidateRequest } from '../candidate';
import type { SpendingEstimate } from '../candidateSources';
import { createPrompt } from './prompt';

/** Title, statements and what stands around them. */
const tokensPerTest = 120;
/** Imports, `describe` and the fence. */
const tokensPerFile = 200;
const testsPerSubject = 4;
/** One test often closes several gaps. */
const testsPerGap = 0.7;
const mostTests = 25;
/** A call that breaks off before its first word is made again, and may be billed each time. `createPaidSource` makes no more. */
const mostAttempts = 3;

/**
 * What the answers to these requests cost, one call each, from the very prompts that would be sent. What the model thinks before
 * it writes is only in the worst case, as is that one of the calls has to be made again. Infinity, never 0, when neither the price of
 * the model nor a ceiling for a call is known.
 */
export function estimateSpending(
  requests: readonly CandidateRequest[],
  model: ModelConfig,
): SpendingEstimate {
  let likelyMicroUsd = 0;
  let worstMicroUsd = 0;
  let dearestMicroUsd = 0;
  for (const request of requests) {
    const prompt = createPrompt(request);
    const worst = worstCaseOfCall(prompt, model) ?? Number.POSITIVE_INFINITY;
    worstMicroUsd += worst;
    dearestMicroUsd = Math.max(dearestMicroUsd, worst);
    likelyMicroUsd += likelyCost(prompt, request, model) ?? worst;
  }
  return { likelyMicroUsd, worstMicroUsd: worstMicroUsd + (mostAttempts - 1) * dearestMicroUsd };
}

function likelyCost(prompt: Prompt, request: CandidateRequest, model: ModelConfig): MicroUsd | undefined {
  if (!model.prices) return undefined;
  const inputTokens = estimateTokens(prompt.system) + estimateTokens(prompt.user);
  const answerTokens = tokensPerFile + tokensPerTest * likelyTests(request);
  const outputTokens = Math.min(outputCeiling(model), answerTokens);
  return costOf({ inputTokens, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens }, model.prices);
}

function likelyTests({ failures, gaps, focus, model }: CandidateRequest): number {
  if (failures) return failures.length;
  const wanted = gaps
    ? Math.ceil(testsPerGap * gaps.length)
    : testsPerSubject * (focus?.length ?? subjectsIn(model));
  return Math.min(mostTests, Math.max(1, wanted));
}

function subjectsIn({ units }: CandidateRequest['model']): number {
  return units.reduce((sum, unit) => sum + (unit.kind === 'class' ? Math.max(1, unit.methods.length) : 1), 0);
}
