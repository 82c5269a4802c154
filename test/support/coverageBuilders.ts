import type { CoverageAnalysis, CoverageGap } from '../../src/core/coverageAnalysis/coverageAnalysis';
import { measured } from '../../src/core/figure';
import type { CoverageTotals, FileCoverage, SourceSpan } from '../../src/core/testing/coverage';

/** `12` or `12-15`, with ` ✓` behind it when it was hit. */
type SpanText = string;

/** Coverage of a file from the lines of its statements and branches: `aCoverage('a.ts', ['1 ✓', '2-3'], ['2'])`. */
export function aCoverage(
  file: string,
  statements: readonly SpanText[],
  branches: readonly SpanText[] = [],
): FileCoverage {
  return {
    file,
    statements: statements.map(spanOf),
    statementHits: statements.map(hitsOf),
    branches: branches.map((text) => ({ ...spanOf(text), type: 'if', whole: spanOf(text) })),
    branchHits: branches.map(hitsOf),
    functions: [],
    functionHits: [],
  };
}

/** A gap with everything a test does not care about filled in. */
export function aGap(overrides: Partial<CoverageGap> = {}): CoverageGap {
  return {
    sourceFile: 'src/cart.ts',
    unit: 'f',
    uncoveredStatements: 1,
    uncoveredBranches: 1,
    lines: [{ startLine: 1, endLine: 1 }],
    complexity: measured(1),
    churn: measured(0),
    risk: measured(1),
    explanation: '',
    ...overrides,
  };
}

/** An analysis of one file that was measured, with everything a test does not care about filled in. */
export function anAnalysis(overrides: Partial<CoverageAnalysis> = {}): CoverageAnalysis {
  const total = someTotals();
  return {
    type: 'analyze-coverage',
    runId: 'run-1',
    files: [{ sourceFile: 'src/cart.ts', coverage: total }],
    total,
    gaps: [],
    tests: { passed: 1, failed: 0, skipped: 0, brokenFiles: 0 },
    failures: [],
    durationMs: 10,
    ...overrides,
  };
}

/** 9 of 10 statements and 3 of 4 branches, unless told otherwise. */
export function someTotals(overrides: Partial<CoverageTotals> = {}): CoverageTotals {
  return { coveredStatements: 9, statements: 10, coveredBranches: 3, branches: 4, ...overrides };
}

function spanOf(text: SpanText): SourceSpan {
  const [start = 0, end = start] = text.replace('✓', '').split('-').map(Number);
  return { start: { line: start, column: 0 }, end: { line: end, column: 80 } };
}

function hitsOf(text: SpanText): number {
  return text.includes('✓') ? 1 : 0;
}
