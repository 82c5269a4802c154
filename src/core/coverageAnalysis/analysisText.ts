import { countOf } from '../../base/countOf';
import { formatCoverage } from '../generation/receiptText';
import type { CoverageTotals } from '../testing/coverage';
import type {
  ChangedCoverage,
  CoverageAnalysis,
  CoverageGap,
  TestTally,
  UncoveredLines,
} from './coverageAnalysis';
import { moduleUnit } from './unitRanges';

/** Longer lists of lines are cut: a gap is one line of text. */
const rangeLimit = 6;

/** `2 branches and 3 statements of applyDiscount are not executed (lines 12–15, 20).` */
export function explainGap(gap: {
  readonly unit: string;
  readonly statements: number;
  readonly branches: number;
  readonly lines: readonly UncoveredLines[];
}): string {
  const { unit, statements, branches, lines } = gap;
  const parts = [
    ...(branches > 0 ? [countOf(branches, 'branch', 'branches')] : []),
    ...(statements > 0 ? [countOf(statements, 'statement')] : []),
  ];
  const place = unit === moduleUnit ? 'outside of exported functions' : `of ${unit}`;
  const verb = branches + statements === 1 ? 'is' : 'are';
  return `${parts.join(' and ')} ${place} ${verb} not executed (${formatLines(lines)}).`;
}

/** `src/cart.ts:12 · 2 branches and 3 statements of applyDiscount are not executed (lines 12–15, 20).` */
export function describeGap({ sourceFile, lines, explanation }: CoverageGap): string {
  const [first] = lines;
  return `${first ? `${sourceFile}:${first.startLine}` : sourceFile} · ${explanation}`;
}

/** `line 20`, `lines 12–15, 20`. */
export function formatLines(lines: readonly UncoveredLines[]): string {
  const ranges = lines.map(({ startLine, endLine }) =>
    startLine === endLine ? `${startLine}` : `${startLine}–${endLine}`,
  );
  const isOneLine = lines.length === 1 && lines[0]?.startLine === lines[0]?.endLine;
  const shown = ranges.length > rangeLimit ? [...ranges.slice(0, rangeLimit), '…'] : ranges;
  return `${isOneLine ? 'line' : 'lines'} ${shown.join(', ')}`;
}

/** `Statements 45.5 % (5 of 11) · branches 25.0 % (1 of 4)`, or why it is not known. */
export function describeTotals(totals: CoverageTotals | { readonly unavailable: string }): string {
  if ('unavailable' in totals) return `Coverage n/a: ${totals.unavailable}`;
  const { coveredStatements, statements, coveredBranches, branches } = totals;
  return [
    `Statements ${formatCoverage(totals, 'statements')} (${coveredStatements} of ${statements})`,
    `branches ${formatCoverage(totals, 'branches')} (${coveredBranches} of ${branches})`,
  ].join(' · ');
}

/** `Changed since 1a2b3c4d: Statements 50.0 % (1 of 2) · branches 100.0 % (0 of 0)`, or that nothing differs. */
export function describeChanged({ baseCommit, files, total }: ChangedCoverage): string {
  const base = baseCommit.slice(0, 8);
  if (files.length === 0) return `No source file differs from ${base}`;
  return `Changed since ${base}: ${describeTotals(total)}`;
}

/** `3 tests passed`, `2 tests passed · 1 failed · 1 skipped · 1 test file could not be loaded`. */
export function describeTests(tests: TestTally | undefined): string {
  if (!tests) return 'No tests were run';
  const { passed, failed, skipped, brokenFiles } = tests;
  return [
    `${countOf(passed, 'test')} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(brokenFiles > 0 ? [`${countOf(brokenFiles, 'test file')} could not be loaded`] : []),
  ].join(' · ');
}

/** The whole analysis in one line: `Statements 45.5 % (5 of 11) · branches 25.0 % (1 of 4) · 3 gaps · 2 tests passed`. */
export function analysisSentence({ total, gaps, tests }: CoverageAnalysis): string {
  const gapCount = gaps.length === 0 ? 'no gap' : countOf(gaps.length, 'gap');
  return [describeTotals(total), gapCount, describeTests(tests)].join(' · ');
}
