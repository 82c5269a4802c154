import { type Conversation, textsOf } from '../languageModel/conversation';
import { type ComplexityWeights, scoreComplexity } from '../routing/complexityScore';
import type { TaskComplexity } from '../routing/modelSelection';
import { estimateTokens } from '../routing/tokenEstimate';

/**
 * How complex it is to go on with a conversation, by what can be counted in it: how much there is to read, and how many tools to
 * choose from. What it is about is not judged, so it is never taken for more than moderate.
 */
export function conversationComplexity(
  conversation: Conversation,
  weights: ComplexityWeights,
): TaskComplexity {
  const tokens = textsOf(conversation).reduce((sum, text) => sum + estimateTokens(text), 0);
  return scoreComplexity(
    {
      tokens,
      statements: 0,
      functions: 0,
      cyclomatic: 0,
      maxNesting: 0,
      branches: 0,
      asyncOperations: 0,
      sideEffects: 0,
      dependencies: conversation.tools.length,
      targets: 1,
      largestTargetTokens: tokens,
      unmeasuredTargets: 1,
    },
    weights,
  );
}
