import { estimated, type Figure, measured } from '../figure';

/** What the risk of a gap is made of. */
export interface RiskFactors {
  readonly complexity: Figure;
  readonly churn: Figure;
  readonly uncoveredBranches: number;
  /** Given when the counts are not what a test run found. */
  readonly basis?: string;
}

/**
 * Complexity × (1 + churn) × uncovered branches: where code is hard to get right, changes often and has many ways that nobody has
 * tried, a fault is likely and would not be noticed. Code that goes straight on is one way. A factor that is not known counts as
 * 1, and the result as estimated. More of any factor never makes less risk.
 */
export function riskOf({ complexity, churn, uncoveredBranches, basis }: RiskFactors): Figure {
  const value = figureOr(complexity, 1) * (1 + figureOr(churn, 0)) * Math.max(1, uncoveredBranches);
  const unknown = [
    ...(basis ? [basis] : []),
    ...(complexity.provenance === 'unavailable' ? [`without complexity: ${complexity.reason}`] : []),
    ...(churn.provenance === 'unavailable' ? [`without commits: ${churn.reason}`] : []),
  ];
  return unknown.length === 0 ? measured(value) : estimated(value, unknown.join('; '));
}

function figureOr(figure: Figure, otherwise: number): number {
  return figure.provenance === 'unavailable' ? otherwise : figure.value;
}
