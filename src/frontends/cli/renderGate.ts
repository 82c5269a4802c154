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

function evidenceLines({ rule, verdict, explanation, evidence }: GateRuleResult): readonly string[] {
  if (verdict === 'passed' || shownAlready.includes(rule)) return [];
  const untold = evidence.filter(({ message }) => !explanation.includes(message));
  const hidden = untold.length - evidenceLimit;
  return [
    ...untold.slice(0, evidenceLimit).map((item) => `    – ${onOneLine(describeEvidence(item))}`),
    ...(hidden > 0 ? [`    – and ${hidden} more`] : []),
  ];
}

/** Titles of tests may contain line breaks, and what moves the cursor. */
function onOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
