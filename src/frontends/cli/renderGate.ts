import type { GateReport, GateRuleId, GateRuleResult, GateVerdict } from '../../core/quality/gateReport';
import { describeEvidence, describeRule, verdictSentence } from '../../core/quality/gateText';
import { renderCoverageAndGaps } from './renderAnalysis';
import { formatSeconds } from './textLayout';

const marks: Readonly<Record<GateVerdict, string>> = { passed: '✓', failed: '✗', inconclusive: '?' };

/** Pieces of evidence that are shown of a rule; the reports have all. */
const evidenceLimit = 10;

/** Their evidence is what the analysis above has shown as not covered. */
const shownAlready: readonly GateRuleId[] = ['statement-coverage', 'branch-coverage'];

/** A gate report as text: what it was judged on, each rule with what stands in its way, the verdict. */
export function renderGate(report: GateReport): string {
  return [
    ...renderCoverageAndGaps(report.analysis),
    '',
    ...report.rules.flatMap((rule) => [
      `${marks[rule.verdict]} ${describeRule(rule)}`,
      ...evidenceLines(rule),
    ]),
    '',
    `${verdictSentence(report)} ${formatSeconds(report.durationMs)}`,
  ].join('\n');
}

function evidenceLines({ rule, verdict, evidence }: GateRuleResult): readonly string[] {
  if (verdict === 'passed' || shownAlready.includes(rule)) return [];
  const hidden = evidence.length - evidenceLimit;
  return [
    ...evidence.slice(0, evidenceLimit).map((item) => `    – ${describeEvidence(item)}`),
    ...(hidden > 0 ? [`    – and ${hidden} more`] : []),
  ];
}
