import { formatCoverage } from '../../../core/generation/receiptText';
import type { CoverageTotals } from '../../../core/testing/coverage';

/** `statements 45.5 %, branches 100.0 %`, or the reason why it is not known. */
export function describeCoverage(coverage: CoverageTotals | { readonly unavailable: string }): string {
  if ('unavailable' in coverage) return `not known: ${coverage.unavailable}`;
  return `statements ${formatCoverage(coverage, 'statements')}, branches ${formatCoverage(coverage, 'branches')}`;
}
