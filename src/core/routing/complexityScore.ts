import type { FleetConfig } from '../config/fleetConfig';
import type { ComplexityTier } from './modelConfig';
import type { ComplexityInputs, TaskComplexity } from './modelSelection';

/** How much each score counts; they add up to about 1 (the settings see to it). */
export type ComplexityWeights = FleetConfig['routing']['complexity'];

const moderateFrom = 0.3;
const complexFrom = 0.7;

/**
 * What a task of these inputs scores. Each input is brought to [0, 1] by √(input / full), 1 from `full` on: doubling a small
 * thing says more than doubling a big one. `full` is the size at which it is as hard as it gets.
 *
 * | score     | is the sum of                                                                                     |
 * |-----------|---------------------------------------------------------------------------------------------------|
 * | tokens    | tokens, full at 6000 (some 600 lines)                                                             |
 * | structure | 0.35 decisions of the hardest function (20), 0.25 nesting (5), 0.25 branches (120), 0.15 functions (40) |
 * | context   | 0.35 dependencies (12), 0.25 async operations (12), 0.25 side effects (30), 0.15 further targets (9) |
 *
 * Overall is their weighted mean. No score falls when an input grows.
 */
export function scoreComplexity(inputs: ComplexityInputs, weights: ComplexityWeights): TaskComplexity {
  const tokens = share(inputs.tokens, 6000);
  const structure =
    0.35 * share(inputs.cyclomatic - 1, 20) +
    0.25 * share(inputs.maxNesting, 5) +
    0.25 * share(inputs.branches, 120) +
    0.15 * share(inputs.functions, 40);
  const context =
    0.35 * share(inputs.dependencies, 12) +
    0.25 * share(inputs.asyncOperations, 12) +
    0.25 * share(inputs.sideEffects, 30) +
    0.15 * share(inputs.targets - 1, 9);
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

function share(input: number, full: number): number {
  return Math.min(1, Math.sqrt(Math.max(0, input) / full));
}
