import type { FleetConfig } from '../config/fleetConfig';
import type { ComplexityTier } from './modelConfig';
import type { ComplexityInputs, TaskComplexity } from './modelSelection';

/** How much each score counts; they add up to about 1 (the settings see to it). */
export type ComplexityWeights = FleetConfig['routing']['complexity'];

const moderateFrom = 0.3;
const complexFrom = 0.7;

/**
 * What a task of these inputs scores. Each input is brought to [0, 1] by (input / full) ^ power and is 1 from `full` on, the size
 * at which it is as hard as it gets.
 *
 * | score     | is the sum of                                                                                               | power |
 * |-----------|-------------------------------------------------------------------------------------------------------------|-------|
 * | tokens    | tokens (full at 1400, some 140 lines), at most 100 and 20 for each statement                                | 0.6   |
 * | structure | 0.2 each: branches (24), decisions of the hardest function (30), nesting (6), statements (100), functions (16) | 0.75 |
 * | context   | side effects (10), 0.6 async operations (6), 0.2 dependencies (10), 0.15 further targets (9); 1 at most     | 1.25  |
 *
 * Tokens beyond what the statements explain are comments, types and data: they are read, but there is little to test in them.
 * Where the statements of a file are not known, all tokens count. Overall is the weighted mean of the three; no score falls when
 * an input grows. The numbers were found on one half of the labelled set in test/bench/routing; the other half judges them.
 */
export function scoreComplexity(inputs: ComplexityInputs, weights: ComplexityWeights): TaskComplexity {
  const explained = inputs.unmeasuredTargets > 0 ? Number.POSITIVE_INFINITY : 100 + 20 * inputs.statements;
  const tokens = share(Math.min(inputs.tokens, explained), 1400, 0.6);
  const structure =
    0.2 * share(inputs.branches, 24, 0.75) +
    0.2 * share(inputs.cyclomatic - 1, 30, 0.75) +
    0.2 * share(inputs.maxNesting, 6, 0.75) +
    0.2 * share(inputs.statements, 100, 0.75) +
    0.2 * share(inputs.functions, 16, 0.75);
  const context = Math.min(
    1,
    share(inputs.sideEffects, 10, 1.25) +
      0.6 * share(inputs.asyncOperations, 6, 1.25) +
      0.2 * share(inputs.dependencies, 10, 1.25) +
      0.15 * share(inputs.targets - 1, 9, 1.25),
  );
  const { tokenWeighting, structureWeighting, contextWeighting } = weights;
  const sum = tokens * tokenWeighting + structure * structureWeighting + context * contextWeighting;
  // Divided, because weights that add up to 1.001 are accepted and the mean must stay within [0, 1].
  const overall = Math.min(1, sum / (tokenWeighting + structureWeighting + contextWeighting));
  return { overall, tokens, structure, context, tier: tierOf(overall), inputs };
}

/** The tier of an overall complexity: simple < 0.3 ≤ moderate < 0.7 ≤ complex. */
export function tierOf(overall: number): ComplexityTier {
  if (overall < moderateFrom) return 'simple';
  return overall < complexFrom ? 'moderate' : 'complex';
}

function share(input: number, full: number, power: number): number {
  return Math.min(1, (Math.max(0, input) / full) ** power);
}
