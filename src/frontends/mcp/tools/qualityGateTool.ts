import { z } from 'zod';
import { type GateReport, gateVerdicts } from '../../../core/quality/gateReport';
import type { QualityGateRequest } from '../../../core/quality/qualityGateRequest';
import {
  type TargetArguments,
  targetArgumentsSchema,
  toTaskRequest,
} from '../../../core/toolArguments/targetArguments';
import { gateResult } from '../../../core/toolResults/gateResult';
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

  protected toOutcome(report: GateReport): ToolOutcome<Gate> {
    const { structured, ...result } = gateResult(report);
    return { ...result, structured: outputSchema.parse(structured) };
  }
}
