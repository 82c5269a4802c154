import { formatUsd } from '../../../core/cost/money';
import { describeTests } from '../../../core/coverageAnalysis/analysisText';
import type { CoverageAnalysis, CoverageGap } from '../../../core/coverageAnalysis/coverageAnalysis';
import type { TaskSummary } from '../../../core/fleet/task';
import type { CoverageChange } from '../../../core/generation/runSummary';
import type { GateRuleResult } from '../../../core/quality/gateReport';
import { formatPercent, formatThreshold, ruleNames } from '../../../core/quality/gateText';
import type { CoverageTotals } from '../../../core/testing/coverage';
import type {
  PanelAnalysis,
  PanelAnalyzedFile,
  PanelCoverage,
  PanelGap,
  PanelRule,
  PanelSummary,
} from '../../webview/protocol';
import { formatDuration } from '../text/runSummaryText';
import { taskSentence } from '../text/taskSummaryText';
import { toPanelFigure, toPanelShare } from './panelFigure';
import { toPanelReceipt } from './panelReceipt';

/** What a run ended with, in the panel's words. */
export function toPanelSummary(summary: TaskSummary): PanelSummary {
  const common = { sentence: taskSentence(summary), duration: formatDuration(summary.durationMs) };
  switch (summary.type) {
    case 'generate-tests':
      return {
        ...common,
        type: summary.type,
        kept: summary.kept,
        dropped: summary.dropped,
        cost: toPanelFigure(summary.costMicroUsd, formatUsd),
        canUndo: summary.writtenFiles.length > 0,
        receipts: summary.receipts.map(toPanelReceipt),
        coverage: summary.coverage.map(toPanelCoverage),
      };
    case 'analyze-coverage':
      return { ...common, type: summary.type, analysis: toPanelAnalysis(summary) };
    case 'quality-gate':
      return {
        ...common,
        type: summary.type,
        verdict: summary.verdict,
        rules: summary.rules.map(toPanelRule),
        analysis: toPanelAnalysis(summary.analysis),
      };
  }
}

/** Coverage before and after, in the panel's words. */
export function toPanelCoverage({ sourceFile, before, after }: CoverageChange): PanelCoverage {
  const row = (label: string, kind: 'statements' | 'branches') => ({
    label,
    before: toPanelShare(before, kind),
    after: toPanelShare(after, kind),
  });
  return { sourceFile, rows: [row('Statements', 'statements'), row('Branches', 'branches')] };
}

function toPanelAnalysis({ files, total, gaps, tests }: CoverageAnalysis): PanelAnalysis {
  const analyzed: PanelAnalyzedFile[] = files.map(({ sourceFile, coverage }) => ({
    sourceFile,
    shares: toShares(coverage),
  }));
  if (files.length > 1) analyzed.push({ shares: toShares(total) });
  return { files: analyzed, tests: `${describeTests(tests)}.`, gaps: gaps.map(toPanelGap) };
}

function toShares(coverage: CoverageTotals | { readonly unavailable: string }): PanelAnalyzedFile['shares'] {
  return [
    { label: 'Statements', share: toPanelShare(coverage, 'statements') },
    { label: 'Branches', share: toPanelShare(coverage, 'branches') },
  ];
}

function toPanelGap({ sourceFile, unit, lines, explanation }: CoverageGap): PanelGap {
  const [first] = lines;
  return { sourceFile, unit, explanation, ...(first && { line: first.startLine }) };
}

function toPanelRule({ rule, verdict, value, threshold, explanation }: GateRuleResult): PanelRule {
  return {
    name: ruleNames[rule],
    verdict,
    value: toPanelFigure(value, formatPercent),
    threshold: `at least ${formatThreshold(threshold)}`,
    explanation,
  };
}
