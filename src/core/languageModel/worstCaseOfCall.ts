import type { MicroUsd } from '../cost/money';
import type { ModelConfig } from '../routing/modelConfig';
import { worstCaseCost } from '../routing/worstCase';
import { type Conversation, textsOf } from './conversation';
import type { Prompt } from './languageModel';

/** What providers put around each text. */
const framingTokens = 64;
const utf8 = new TextEncoder();

/** What one call with this prompt costs at most; undefined when neither the price of the model nor a ceiling is known. */
export function worstCaseOfCall(prompt: Prompt | Conversation, model: ModelConfig): MicroUsd | undefined {
  // Not an estimate: no vocabulary in use makes more tokens of a text than it has bytes, whatever is in it.
  const texts = 'messages' in prompt ? textsOf(prompt) : [prompt.system, prompt.user];
  const inputTokens = texts.reduce((sum, text) => sum + utf8.encode(text).length + framingTokens, 0);
  return worstCaseCost(model, { calls: 1, inputTokens, largestInputTokens: inputTokens });
}
