import { countOf } from '../../base/countOf';
import type { CoverageAnalysis } from '../coverageAnalysis/coverageAnalysis';
import { formatCoverage } from '../generation/receiptText';
import type { CoverageTotals } from '../testing/coverage';
import type { ToolResult } from './toolResult';

/** Gaps that are named in the text; all of them are in the data. */
const gapsInText = 10;

/** What the existing tests execute, as a tool tells it. */
export type AnalysisData = Omit<CoverageAnalysis, 'type'>;

export function analysisResult(analysis: CoverageAnalysis): ToolResult<AnalysisData> {
  const { type: _, ...structured } = analysis;
  return {
    structured,
    text: textOf(analysis),
    isError: analysis.files.length === 0 && analysis.failures.length > 0,
  };
}

function textOf({ total, files, gaps, tests, failures }: CoverageAnalysis): string {
  const further = gaps.length - gapsInText;
  return [
    `Coverage: ${describeCoverage(total)}.`,
    ...files.map(({ sourceFile, coverage }) => `${sourceFile}: ${describeCoverage(coverage)}.`),
    tests
      ? `Tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped.`
      : 'No test file belongs to these files.',
    ...gaps.slice(0, gapsInText).map((gap) => `Gap: ${gap.sourceFile} ${gap.unit}: ${gap.explanation}`),
    ...(further > 0 ? [`and ${countOf(further, 'further gap')}`] : []),
    ...failures.map(({ sourceFile, message }) => `Failed: ${sourceFile}: ${message}`),
  ].join('\n');
}

/** `statements 45.5 %, branches 100.0 %`, or the reason why it is not known. */
function describeCoverage(coverage: CoverageTotals | { readonly unavailable: string }): string {
  if ('unavailable' in coverage) return `not known: ${coverage.unavailable}`;
  return `statements ${formatCoverage(coverage, 'statements')}, branches ${formatCoverage(coverage, 'branches')}`;
}
