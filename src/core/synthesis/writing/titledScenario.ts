import type { MinedScenario } from '../oracles/oracleMiner';
import type { ScenarioPlan } from '../search/scenarioPlan';

/** A test before it is text: a plan with its mined oracles. */
export interface TitledScenario {
  readonly plan: ScenarioPlan;
  readonly mined: MinedScenario;
  /** Describe blocks of classes need the method in the title. */
  readonly unitKind: 'function' | 'class';
  /** What the code's conditions say of the arguments, the most telling one first. Default: nothing. */
  readonly conditions?: readonly string[];
  /** False when what is read afterwards is as it was before. Default: true. */
  readonly showsChange?: boolean;
}
