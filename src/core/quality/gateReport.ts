import type { CoverageAnalysis } from '../coverageAnalysis/coverageAnalysis';
import type { Figure } from '../figure';

export const gateVerdicts = ['passed', 'failed', 'inconclusive'] as const;
/** `inconclusive`: a figure is missing, so nothing can be promised; to a script it counts as not passed. */
export type GateVerdict = (typeof gateVerdicts)[number];

/** One rule of the policy, judged. */
export interface GateRuleResult {
  readonly rule: 'statement-coverage' | 'branch-coverage' | 'pass-rate';
  readonly verdict: GateVerdict;
  /** In percent. */
  readonly value: Figure;
  /** In percent; the least that passes. */
  readonly threshold: number;
  /** One sentence with the evidence. */
  readonly explanation: string;
}

/** `failed` when any rule failed, else `inconclusive` when any is, else `passed`. */
export interface GateReport {
  readonly type: 'quality-gate';
  readonly runId: string;
  readonly verdict: GateVerdict;
  readonly rules: readonly GateRuleResult[];
  /** What the rules were judged on. */
  readonly analysis: CoverageAnalysis;
  readonly durationMs: number;
}
