import { z } from 'zod';
import { type GateReport, gateVerdicts } from '../../../core/quality/gateReport';
import type { QualityGateRequest } from '../../../core/quality/qualityGateRequest';
import type { ToolOutcome } from '../baseMcpTool';
import type { ResolvedTargets } from '../resolveTargets';
import { FleetTool, toTaskRequest } from './fleetTool';
import { analysisSchema, figureSchema } from './resultSchemas';
import type { TargetArguments } from './targetArguments';

const outputSchema = z.object({
  runId: z.string(),
  verdict: z.enum(gateVerdicts).describe('inconclusive: a figure is missing; not passed'),
  rules: z.array(
    z.object({
      rule: z.string(),
      verdict: z.enum(gateVerdicts),
      value: figureSchema.describe('In percent'),
      threshold: z.number().describe('In percent; the least that passes'),
      explanation: z.string(),
    }),
  ),
  analysis: analysisSchema.describe('What the rules were judged on'),
  durationMs: z.number(),
});
type Gate = z.output<typeof outputSchema>;

export class QualityGateTool extends FleetTool<QualityGateRequest, Gate> {
  readonly name = 'quality_gate';
  readonly title = 'Quality gate';
  readonly description =
    'Judges whether JavaScript or TypeScript source files and their tests meet the policy of the settings: least statement coverage, least branch coverage, least share of passing tests. Runs the existing tests, so it executes code of the workspace; changes no file.';
  readonly outputSchema = outputSchema;

  protected toRequest(targets: ResolvedTargets, params: TargetArguments): QualityGateRequest {
    return toTaskRequest('quality-gate', targets, params);
  }

  /** A gate that did not pass is an answer, not an error. */
  protected toOutcome(report: GateReport): ToolOutcome<Gate> {
    return {
      structured: outputSchema.parse(report),
      text: [
        `Quality gate: ${report.verdict}.`,
        ...report.rules.map(({ rule, verdict, explanation }) => `${rule}: ${verdict}. ${explanation}`),
      ].join('\n'),
    };
  }
}
