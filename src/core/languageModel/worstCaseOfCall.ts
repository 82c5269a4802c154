import type { MicroUsd } from '../cost/money';
import type { ModelConfig } from '../routing/modelConfig';
import { worstCaseCost } from '../routing/worstCase';
import type { Prompt } from './languageModel';

/** What providers put around the two texts of a prompt. */
const framingTokens = 64;
const utf8 = new TextEncoder();

/** What one call with this prompt costs at most; undefined when neither the price of the model nor a ceiling is known. */
export function worstCaseOfCall({ system, user }: Prompt, model: ModelConfig): MicroUsd | undefined {
  // Not an estimate: no vocabulary in use makes more tokens of a text than it has bytes, whatever is in it.
  const inputTokens = utf8.encode(system).length + utf8.encode(user).length + framingTokens;
  return worstCaseCost(model, { calls: 1, inputTokens, largestInputTokens: inputTokens });
}
