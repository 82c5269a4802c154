import { renderTable } from '../../base/textTable';
import { describeGap, describeTests } from '../../core/coverageAnalysis/analysisText';
import type { CoverageAnalysis } from '../../core/coverageAnalysis/coverageAnalysis';
import { formatCoverage } from '../../core/generation/receiptText';
import type { CoverageTotals } from '../../core/testing/coverage';
import { formatSeconds } from './textLayout';

/** A coverage analysis as text: a table of the files, the gaps, how the tests ended. */
export function renderAnalysis(analysis: CoverageAnalysis): string {
  return [
    ...renderCoverageAndGaps(analysis),
    '',
    `${describeTests(analysis.tests)} · ${formatSeconds(analysis.durationMs)}`,
  ].join('\n');
}

/** The table of the files, then the gaps and what could not be analyzed, one per line. */
export function renderCoverageAndGaps(analysis: CoverageAnalysis): readonly string[] {
  const { files, total, gaps, failures } = analysis;
  const rows = files.map(({ sourceFile, coverage }) => [sourceFile, ...shares(coverage)]);
  if (files.length > 1) rows.push(['Total', ...shares(total)]);
  const table = files.length > 0 ? renderTable([['Coverage', 'statements', 'branches'], ...rows]) : [];
  return [
    ...table,
    ...(gaps.length > 0 ? ['', 'Not covered', ...gaps.map((gap) => `  – ${describeGap(gap)}`)] : []),
    ...(failures.length > 0 ? [''] : []),
    ...failures.map(({ sourceFile, message }) => `! ${sourceFile}: ${message}`),
  ];
}

function shares(coverage: CoverageTotals | { readonly unavailable: string }): readonly string[] {
  if ('unavailable' in coverage) return [`n/a: ${coverage.unavailable}`];
  const { coveredStatements, statements, coveredBranches, branches } = coverage;
  return [
    `${formatCoverage(coverage, 'statements')} (${coveredStatements} of ${statements})`,
    `${formatCoverage(coverage, 'branches')} (${coveredBranches} of ${branches})`,
  ];
}
