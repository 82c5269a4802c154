import type { GateReport, GateVerdict } from '../../core/quality/gateReport';
import { describeRule, verdictSentence } from '../../core/quality/gateText';
import { renderCoverageAndGaps } from './renderAnalysis';
import { formatSeconds } from './textLayout';

const marks: Readonly<Record<GateVerdict, string>> = { passed: '✓', failed: '✗', inconclusive: '?' };

/** A gate report as text: what it was judged on, each rule, the verdict. */
export function renderGate(report: GateReport): string {
  return [
    ...renderCoverageAndGaps(report.analysis),
    '',
    ...report.rules.map((rule) => `${marks[rule.verdict]} ${describeRule(rule)}`),
    '',
    `${verdictSentence(report)} ${formatSeconds(report.durationMs)}`,
  ].join('\n');
}
