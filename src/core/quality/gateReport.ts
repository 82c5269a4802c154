import type { CoverageAnalysis } from '../coverageAnalysis/coverageAnalysis';
import type { Figure } from '../figure';
import type { GateEvidence } from './gateEvidence';

export const gateVerdicts = ['passed', 'failed', 'inconclusive'] as const;
/** `inconclusive`: a figure is missing, so nothing can be promised; to a script it counts as not passed. */
export type GateVerdict = (typeof gateVerdicts)[number];

export const gateRuleIds = [
  'statement-coverage',
  'branch-coverage',
  'changed-coverage',
  'pass-rate',
  'mutation-score',
  'flakiness',
  'monthly-spend',
] as const;
export type GateRuleId = (typeof gateRuleIds)[number];

/** Percent, or US dollars. */
export type GateUnit = 'percent' | 'usd';

/** One rule of the policy, judged. */
export interface GateRuleResult {
  readonly rule: GateRuleId;
  readonly verdict: GateVerdict;
  readonly value: Figure;
  /** The least that passes, or the most. */
  readonly threshold: number;
  readonly direction: 'at-least' | 'at-most';
  /** Of `value` and `threshold`. */
  readonly unit: GateUnit;
  /** One sentence with the evidence. */
  readonly explanation: string;
  /** What stands against a better value, place by place; also that of a rule that passed. */
  readonly evidence: readonly GateEvidence[];
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
