import type { Figure } from '../figure';
import type { CodeMeasures } from './codeMeter';
import type { ComplexityTier, ModelConfig } from './modelConfig';

/** What the scores of a task are made of: the measures of its sources added up, or the highest of them where that says more. */
export interface ComplexityInputs extends CodeMeasures {
  /** Files the task is about. */
  readonly targets: number;
  /** Estimated tokens of the largest file; a model is given one file at a time. */
  readonly largestTargetTokens: number;
  /** Files in a language that no meter knows; only their tokens count. */
  readonly unmeasuredTargets: number;
}

/** How complex a task is; every score lies in [0, 1] and rises with each of its inputs. */
export interface TaskComplexity {
  readonly overall: number;
  readonly tokens: number;
  readonly structure: number;
  readonly context: number;
  readonly tier: ComplexityTier;
  readonly inputs: ComplexityInputs;
}

/** A model that was not chosen, and why, in one phrase. */
export interface RejectedModel {
  readonly modelName: string;
  readonly reason: string;
}

/** Which model does a task, and why. */
export interface ModelSelection {
  readonly modelName: string;
  readonly modelConfig: ModelConfig;
  /** Undefined when it is not known: the default model, or code that cannot be read. */
  readonly complexity: TaskComplexity | undefined;
  /** One sentence a person can read. */
  readonly reason: string;
  readonly rejected: readonly RejectedModel[];
  /** What the task would cost at most, in micro-dollars. */
  readonly worstCaseCostMicroUsd: Figure;
  /**
   * `routed`: by complexity, a rule or force; `fallback`: in place of a first choice that cannot be used or failed; `default`:
   * selection itself failed or is off.
   */
  readonly kind: 'routed' | 'fallback' | 'default';
  readonly taskId: string;
  readonly taskType: string;
  readonly agentId: string;
}
