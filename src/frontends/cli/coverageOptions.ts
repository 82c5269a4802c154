import type { Command } from 'commander';
import { describeChanged } from '../../core/coverageAnalysis/analysisText';
import type { AnalyzeCoverageRequest } from '../../core/coverageAnalysis/analyzeCoverageRequest';
import type { CoverageAnalysis } from '../../core/coverageAnalysis/coverageAnalysis';
import { coverageFormats } from '../../core/coverageAnalysis/coverageFiles';
import type { CliHost } from './cliHost';
import { renderAnalysis } from './renderAnalysis';
import { runFormats } from './runFormat';
import { resolveTargets } from './targets';

/** Options that `coverage` alone has. */
export interface CoverageOptions {
  readonly from?: readonly string[];
}

/** What `coverage` can print: what every run can, and coverage files. */
export const coverageOutputs = [...runFormats, ...coverageFormats] as const;
export type CoverageOutput = (typeof coverageOutputs)[number];

export function addCoverageOptions(command: Command): Command {
  return command
    .option('--changed <base>', 'only lines that differ from this branch, tag or commit')
    .option(
      '--from <file>',
      'take what was executed from a coverage file (lcov, istanbul JSON) and run nothing; may be repeated',
      (file: string, earlier: readonly string[] = []) => [...earlier, file],
    );
}

/** The part of the request that these options make. @throws UsageError */
export function coverageScope(
  { from = [], format }: CoverageOptions & { readonly format: CoverageOutput },
  workspaceRoot: string,
  host: CliHost,
): Partial<AnalyzeCoverageRequest> {
  const files = resolveTargets(from, workspaceRoot, host).map(({ path }) => path);
  const report = coverageFormats.find((each) => each === format);
  return { ...(files.length > 0 && { from: files }), ...(report && { report }) };
}

/** The analysis as text or as a coverage file, without a line break at the end. */
export function renderCoverageResult(
  analysis: CoverageAnalysis,
  format: Exclude<CoverageOutput, 'json' | 'ndjson'>,
): string {
  if (format !== 'text') return (analysis.report?.text ?? '').trimEnd();
  const { changed } = analysis;
  return [...(changed ? [describeChanged(changed), ''] : []), renderAnalysis(analysis)].join('\n');
}
