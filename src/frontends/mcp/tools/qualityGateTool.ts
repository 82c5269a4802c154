import { z } from 'zod';
import { type GateReport, type GateRuleResult, gateVerdicts } from '../../../core/quality/gateReport';
import { describeEvidence } from '../../../core/quality/gateText';
import type { QualityGateRequest } from '../../../core/quality/qualityGateRequest';
import {
  type TargetArguments,
  targetArgumentsSchema,
  toTaskRequest,
} from '../../../core/toolArguments/targetArguments';
import type { ToolOutcome } from '../baseMcpTool';
import type { ResolvedTargets } from '../resolveTargets';
import { FleetTool } from './fleetTool';
import { analysisSchema, gateRuleSchema } from './resultSchemas';

const outputSchema = z.object({
  runId: z.string(),
  verdict: z.enum(gateVerdicts).describe('inconclusive: a figure is missing; not passed'),
  rules: z.array(gateRuleSchema),
  analysis: analysisSchema.describe('What the rules were judged on'),
  durationMs: z.number(),
});
/** Pieces of evidence of one rule, in the data and in the text: a model reads all of it. */
const evidenceLimit = 50;
const evidenceInText = 5;

type Gate = z.output<typeof outputSchema>;

export class QualityGateTool extends FleetTool<QualityGateRequest, TargetArguments, Gate> {
  readonly name = 'quality_gate';
  readonly title = 'Quality gate';
  readonly description =
    'Judges whether JavaScript or TypeScript source files and their tests meet the policy of the settings: statement and branch coverage, coverage of changed lines, pass rate, mutation score, flakiness, spend of the month. Each rule comes with its evidence: files, lines, tests, surviving mutants. Runs the existing tests, so it executes code of the workspace; changes no file.';
  readonly inputSchema = targetArgumentsSchema;
  readonly outputSchema = outputSchema;

  protected toRequest(targets: ResolvedTargets, params: TargetArguments): QualityGateRequest {
    return toTaskRequest('quality-gate', targets, params);
  }

  /** A gate that did not pass is an answer, not an error. */
  protected toOutcome(report: GateReport): ToolOutcome<Gate> {
    return {
      structured: outputSchema.parse({ ...report, rules: report.rules.map(withShownEvidence) }),
      text: [`Quality gate: ${report.verdict}.`, ...report.rules.flatMap(ruleLines)].join('\n'),
    };
  }
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
