import type { CoverageAnalysis } from '../../src/core/coverageAnalysis/coverageAnalysis';
import { measured } from '../../src/core/figure';
import type { RunSummary } from '../../src/core/generation/runSummary';
import type { GateReport, GateRuleResult } from '../../src/core/quality/gateReport';
import { aReceipt, nothingBesides } from './builders';
import { aGap, anAnalysis } from './coverageBuilders';

/** A generation that kept one test in a new file, at no cost. */
export function aRunSummary(overrides: Partial<RunSummary> = {}): RunSummary {
  return {
    type: 'generate-tests',
    runId: 'r',
    kept: 1,
    dropped: 0,
    receipts: [aReceipt()],
    coverage: [],
    writtenFiles: [{ path: 'src/double.test.ts', isNew: true }],
    ...nothingBesides,
    costMicroUsd: measured(0),
    durationMs: 1000,
    failures: [],
    ...overrides,
  };
}

/** An analysis of one file, half covered, with one gap. */
export function anAnalysisWithGap(overrides: Partial<CoverageAnalysis> = {}): CoverageAnalysis {
  const coverage = { coveredStatements: 5, statements: 10, coveredBranches: 1, branches: 4 };
  return anAnalysis({
    files: [{ sourceFile: 'src/cart.ts', coverage }],
    total: coverage,
    gaps: [
      aGap({
        sourceFile: 'src/cart.ts',
        unit: 'Cart.add',
        uncoveredStatements: 5,
        uncoveredBranches: 3,
        lines: [{ startLine: 12, endLine: 15 }],
        explanation: '3 branches and 5 statements of Cart.add are not executed (lines 12–15).',
      }),
    ],
    tests: { passed: 2, failed: 0, skipped: 0, brokenFiles: 0 },
    durationMs: 2345,
    ...overrides,
  });
}

/** Coverage of which half was found and 80 % are required. */
export function aGateRule(overrides: Partial<GateRuleResult> = {}): GateRuleResult {
  return {
    rule: 'statement-coverage',
    verdict: 'failed',
    value: measured(50),
    threshold: 80,
    direction: 'at-least',
    unit: 'percent',
    explanation: '5 of 10 statements are executed (50.0 %); at least 80 % is required.',
    evidence: [],
    ...overrides,
  };
}

/** A gate that failed by one of two rules. */
export function aGateReport(overrides: Partial<GateReport> = {}): GateReport {
  return {
    type: 'quality-gate',
    runId: 'r',
    verdict: 'failed',
    rules: [
      aGateRule(),
      aGateRule({
        rule: 'pass-rate',
        verdict: 'passed',
        value: measured(100),
        threshold: 100,
        explanation: '2 of 2 tests passed (100.0 %); at least 100 % is required.',
      }),
    ],
    analysis: anAnalysisWithGap(),
    durationMs: 2345,
    ...overrides,
  };
}
