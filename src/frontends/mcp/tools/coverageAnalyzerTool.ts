import type { z } from 'zod';
import { countOf } from '../../../base/countOf';
import type { AnalyzeCoverageRequest } from '../../../core/coverageAnalysis/analyzeCoverageRequest';
import type { CoverageAnalysis } from '../../../core/coverageAnalysis/coverageAnalysis';
import {
  type TargetArguments,
  targetArgumentsSchema,
  toTaskRequest,
} from '../../../core/toolArguments/targetArguments';
import type { ToolOutcome } from '../baseMcpTool';
import type { ResolvedTargets } from '../resolveTargets';
import { describeCoverage } from './coverageText';
import { FleetTool } from './fleetTool';
import { analysisSchema } from './resultSchemas';

type Analysis = z.output<typeof analysisSchema>;

/** Gaps that are named in the text; all of them are in the data. */
const gapsInText = 10;

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
    return {
      structured: analysisSchema.parse(analysis),
      text: textOf(analysis),
      isError: analysis.files.length === 0 && analysis.failures.length > 0,
    };
  }
}

function textOf({ total, files, gaps, tests, failures }: CoverageAnalysis): string {
  const further = gaps.length - gapsInText;
  return [
    `Coverage: ${describeCoverage(total)}.`,
    ...files.map(({ sourceFile, coverage }) => `${sourceFile}: ${describeCoverage(coverage)}.`),
    tests
      ? `Tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped.`
      : 'No test file belongs to these files.',
    ...gaps.slice(0, gapsInText).map((gap) => `Gap: ${gap.sourceFile} ${gap.unit}: ${gap.explanation}`),
    ...(further > 0 ? [`and ${countOf(further, 'further gap')}`] : []),
    ...failures.map(({ sourceFile, message }) => `Failed: ${sourceFile}: ${message}`),
  ].join('\n');
}
