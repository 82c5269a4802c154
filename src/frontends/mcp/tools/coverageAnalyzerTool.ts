import type { z } from 'zod';
import type { AnalyzeCoverageRequest } from '../../../core/coverageAnalysis/analyzeCoverageRequest';
import type { CoverageAnalysis } from '../../../core/coverageAnalysis/coverageAnalysis';
import {
  type TargetArguments,
  targetArgumentsSchema,
  toTaskRequest,
} from '../../../core/toolArguments/targetArguments';
import { analysisResult } from '../../../core/toolResults/analysisResult';
import type { ToolOutcome } from '../baseMcpTool';
import type { ResolvedTargets } from '../resolveTargets';
import { FleetTool } from './fleetTool';
import { analysisSchema } from './resultSchemas';

type Analysis = z.output<typeof analysisSchema>;

export class CoverageAnalyzerTool extends FleetTool<AnalyzeCoverageRequest, TargetArguments, Analysis> {
  readonly name = 'analyze_coverage';
  readonly title = 'Analyze coverage';
  readonly description =
    'Runs the existing tests of JavaScript or TypeScript source files and tells what they do not execute: statement and branch coverage by file, and gaps by function with line numbers. Executes code of the workspace, changes no file.';
  readonly inputSchema = targetArgumentsSchema;
  readonly outputSchema = analysisSchema;

  protected toRequest(targets: ResolvedTargets, params: TargetArguments): AnalyzeCoverageRequest {
    return toTaskRequest('analyze-coverage', targets, params);
  }

  protected toOutcome(analysis: CoverageAnalysis): ToolOutcome<Analysis> {
    const { structured, ...result } = analysisResult(analysis);
    return { ...result, structured: analysisSchema.parse(structured) };
  }
}
