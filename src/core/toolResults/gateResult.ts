import type { GateReport, GateRuleResult } from '../quality/gateReport';
import { describeEvidence } from '../quality/gateText';
import { type AnalysisData, analysisResult } from './analysisResult';
import type { ToolResult } from './toolResult';

/** Pieces of evidence of one rule, in the data and in the text: a model reads all of it. */
const evidenceLimit = 50;
const evidenceInText = 5;

/** The verdict as a tool tells it: of each rule the first pieces of evidence, and how many there are. */
export interface GateData extends Omit<GateReport, 'type' | 'rules' | 'analysis'> {
  readonly rules: readonly (GateRuleResult & { readonly evidenceCount: number })[];
  readonly analysis: AnalysisData;
}

/** A gate that did not pass is an answer, not an error. */
export function gateResult(report: GateReport): ToolResult<GateData> {
  const { type: _, rules, analysis, ...rest } = report;
  return {
    structured: {
      ...rest,
      rules: rules.map(withShownEvidence),
      analysis: analysisResult(analysis).structured,
    },
    text: [`Quality gate: ${report.verdict}.`, ...rules.flatMap(ruleLines)].join('\n'),
    isError: false,
  };
}

function withShownEvidence(rule: GateRuleResult) {
  return { ...rule, evidence: rule.evidence.slice(0, evidenceLimit), evidenceCount: rule.evidence.length };
}

/** Of a rule that did not pass the first pieces of evidence, too. */
function ruleLines({ rule, verdict, explanation, evidence }: GateRuleResult): readonly string[] {
  const shown = verdict === 'passed' ? [] : evidence.slice(0, evidenceInText);
  const hidden = evidence.length - shown.length;
  return [
    `${rule}: ${verdict}. ${explanation}`,
    ...shown.map((item) => `- ${describeEvidence(item)}`),
    ...(shown.length > 0 && hidden > 0 ? [`- and ${hidden} more`] : []),
  ];
}
