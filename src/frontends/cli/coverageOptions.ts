import { type Command, Option } from 'commander';
import { describeChanged } from '../../core/coverageAnalysis/analysisText';
import type { AnalyzeCoverageRequest } from '../../core/coverageAnalysis/analyzeCoverageRequest';
import { coverageFormats } from '../../core/coverageAnalysis/coverageFiles';
import type { TaskSummary } from '../../core/fleet/task';
import type { CliHost } from './cliHost';
import { renderResult } from './renderResult';
import { resolveTargets } from './targets';

/** Options that `coverage` alone has. */
export interface CoverageOptions {
  readonly from?: readonly string[];
  readonly format?: CoverageOutput;
  readonly output?: string;
}

const outputs = ['text', 'json', ...coverageFormats] as const;
type CoverageOutput = (typeof outputs)[number];

/** Of what `--format json` prints; rises when a field changes its meaning or goes. */
const schemaVersion = 1;

export function addCoverageOptions(command: Command): Command {
  return command
    .option('--changed <base>', 'only lines that differ from this branch, tag or commit')
    .option(
      '--from <file>',
      'take what was executed from a coverage file (lcov, istanbul JSON) and run nothing; may be repeated',
      (file: string, earlier: readonly string[] = []) => [...earlier, file],
    )
    .addOption(new Option('--format <format>', 'what to print').choices(outputs).default('text'))
    .option('--output <file>', 'write the result to the file instead');
}

/** The part of the request that these options make. @throws UsageError */
export function coverageScope(
  { from = [], format }: CoverageOptions,
  workspaceRoot: string,
  host: CliHost,
): Partial<AnalyzeCoverageRequest> {
  const files = resolveTargets(from, workspaceRoot, host).map(({ path }) => path);
  const report = coverageFormats.find((each) => each === format);
  return { ...(files.length > 0 && { from: files }), ...(report && { report }) };
}

/** The result in the form that was asked for, without a line break at the end. */
export function renderCoverageResult(summary: TaskSummary, format: CoverageOutput | undefined): string {
  if (summary.type !== 'analyze-coverage') return renderResult(summary);
  if (format === undefined || format === 'text')
    return [...(summary.changed ? [describeChanged(summary.changed), ''] : []), renderResult(summary)].join(
      '\n',
    );
  if (format === 'json') return JSON.stringify({ schemaVersion, ...summary }, undefined, 2);
  return (summary.report?.text ?? '').trimEnd();
}
