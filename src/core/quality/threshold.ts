import type { GateRuleResult } from './gateReport';

/** 29 of 100 are 28.999999999999996 %, and reach a threshold of 29. */
const rounding = 1e-9;

/** Does the value pass? Both in the same unit. */
export function meetsThreshold(
  value: number,
  { threshold, direction }: Pick<GateRuleResult, 'threshold' | 'direction'>,
): boolean {
  return direction === 'at-least' ? value + rounding >= threshold : value - rounding <= threshold;
}
