import type { Random } from '../../../base/random';
import type { ObservedScenario, Showing } from './archive';
import type { OpenPoints } from './openPoints';
import type { Callable, ScenarioPlan } from './scenarioPlan';

export type Proposal = ScenarioPlan | 'observe-first' | undefined;

/** What the search goes by. */
export interface SearchGuides {
  readonly random: Random;
  readonly open: OpenPoints;
  /** Functions that change what the module holds: others may show it. */
  readonly changes: readonly Callable[];
}

/** Thinks up scenarios for one unit, one at a time, and learns from what they showed. */
export interface ScenarioProposer {
  /** @returns undefined when nothing is left to try; `observe-first` when what was proposed so far has to be learned from. */
  propose(): Proposal;
  /** True while scenarios are proposed that are not random: it pays to try them all. */
  readonly isSystematic: boolean;
  learn(plan: ScenarioPlan, observation: ObservedScenario, showed: Showing): void;
}
