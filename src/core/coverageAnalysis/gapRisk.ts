import { estimated, type Figure, measured } from '../figure';

/** What the risk of a gap is made of. */
export interface RiskFactors {
  readonly complexity: Figure;
  readonly churn: Figure;
  readonly uncoveredBranches: number;
  readonly uncoveredStatements: number;
  /** Given when the counts are not what a test run found. */
  readonly basis?: string;
}

/**
 * Complexity × (1 + churn) × uncovered branches, or uncovered statements where no branch is uncovered: where code is hard to get
 * right, changes often and has many ways that nobody has tried, a fault is likely and would not be noticed. A factor that is not
 * known counts as 1, and the result as estimated.
 */
export function riskOf({
  complexity,
  churn,
  uncoveredBranches,
  uncoveredStatements,
  basis,
}: RiskFactors): Figure {
  const uncovered = uncoveredBranches > 0 ? uncoveredBranches : uncoveredStatements;
  const value = figureOr(complexity, 1) * (1 + figureOr(churn, 0)) * uncovered;
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
