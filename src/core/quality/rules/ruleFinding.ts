import { type Figure, unavailable } from '../../figure';
import type { GateEvidence } from '../gateEvidence';

/** What one rule found: the figure, and the sentence that proves it, without its end. */
export interface RuleFinding {
  readonly value: Figure;
  /** @param value formatted, e.g. `45.5 %` */
  readonly sentence: (value: string) => string;
  readonly evidence: readonly GateEvidence[];
}

/** @param reasons at least one; the first stands for all */
export function notKnown(
  [first = '', ...others]: readonly string[],
  evidence: readonly GateEvidence[] = [],
): RuleFinding {
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return { value: unavailable(`${first}${more}`), sentence: () => `Not known: ${first}${more}`, evidence };
}
