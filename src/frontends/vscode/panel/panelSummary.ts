import { t } from '../../../base/localize';
import { formatUsd } from '../../../core/cost/money';
import { describeTests } from '../../../core/coverageAnalysis/analysisText';
import type { CoverageAnalysis, CoverageGap } from '../../../core/coverageAnalysis/coverageAnalysis';
import type { TaskSummary } from '../../../core/fleet/task';
import type { Finding } from '../../../core/generation/finding';
import type { CoverageChange } from '../../../core/generation/runSummary';
import type { GateEvidence } from '../../../core/quality/gateEvidence';
import type { GateRuleResult } from '../../../core/quality/gateReport';
import { describeEvidence, formatRequirement, formatValue, ruleNames } from '../../../core/quality/gateText';
import type { CoverageTotals } from '../../../core/testing/coverage';
import type {
  PanelAnalysis,
  PanelAnalyzedFile,
  PanelCoverage,
  PanelEvidence,
  PanelFinding,
  PanelGap,
  PanelRule,
  PanelSummary,
} from '../../webview/protocol';
import { formatDuration } from '../text/runSummaryText';
import { summaryNotes } from '../text/summaryNotes';
import { taskSentence } from '../text/taskSummaryText';
import { toPanelFigure, toPanelShare } from './panelFigure';
import { toPanelReceipt } from './panelReceipt';

/** Pieces of evidence of a rule that the panel gets; the reports of the command line have all. */
const evidenceLimit = 100;

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
        findings: summary.findings.map(toPanelFinding),
        notes: summaryNotes(summary),
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

function toPanelFinding({ testFile: _, ...finding }: Finding): PanelFinding {
  return finding;
}

/** Coverage before and after, in the panel's words. */
export function toPanelCoverage({ sourceFile, before, after }: CoverageChange): PanelCoverage {
  const row = (label: string, kind: 'statements' | 'branches') => ({
    label,
    before: toPanelShare(before, kind),
    after: toPanelShare(after, kind),
  });
  return { sourceFile, rows: [row(t('Statements'), 'statements'), row(t('Branches'), 'branches')] };
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
    { label: t('Statements'), share: toPanelShare(coverage, 'statements') },
    { label: t('Branches'), share: toPanelShare(coverage, 'branches') },
  ];
}

function toPanelGap({ sourceFile, unit, lines, explanation }: CoverageGap): PanelGap {
  const [first] = lines;
  return { sourceFile, unit, explanation, ...(first && { line: first.startLine }) };
}

function toPanelRule(result: GateRuleResult): PanelRule {
  const { rule, verdict, value, explanation, evidence } = result;
  const shown = evidence.slice(0, evidenceLimit);
  return {
    name: ruleNames[rule],
    verdict,
    value: toPanelFigure(value, (amount) => formatValue(amount, result)),
    threshold: formatRequirement(result),
    explanation,
    evidence: shown.map(toPanelEvidence),
    hiddenEvidence: evidence.length - shown.length,
  };
}

/** Where the panel leads to the place, the text need not name it. */
function toPanelEvidence(evidence: GateEvidence): PanelEvidence {
  const { file, lines, message } = evidence;
  if (file === undefined) return { text: describeEvidence(evidence) };
  return { text: message, sourceFile: file, ...(lines && { line: lines.startLine }) };
}
