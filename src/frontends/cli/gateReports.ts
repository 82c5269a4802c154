import path from 'node:path';
import { describeError } from '../../base/error';
import type { RunResult } from '../../core/fleet/fleetRun';
import { type RenderReport, reportFormats } from '../../core/quality/reports/reportFormats';
import type { CliHost } from './cliHost';
import { exitCodes } from './exitCodes';
import { resolveOutputFile, writeOutputFile } from './outputFile';
import { UsageError } from './usageError';

/** A file for the report of a gate. */
export interface ReportFile {
  /** Absolute. */
  readonly file: string;
  readonly render: RenderReport;
}

/** Checks before anything runs that the reports can be written; the ending of each name says its form. @throws UsageError */
export async function resolveReports(names: readonly string[]): Promise<readonly ReportFile[]> {
  const reports: ReportFile[] = [];
  for (const name of names) {
    const render = reportFormats[path.extname(name).toLowerCase()];
    if (!render)
      throw new UsageError(
        `--report needs a file that ends with ${Object.keys(reportFormats).join(', ')}, and ${name} does not.`,
      );
    reports.push({ file: await resolveOutputFile(name, '--report'), render });
  }
  return reports;
}

/**
 * Writes the reports of a gate that came to a verdict. Of one that did not there is nothing to report, which the user is told:
 * reports of an earlier run may lie there.
 * @returns the exit code of a report that could not be written; undefined when all is well
 */
export async function writeReports(
  reports: readonly ReportFile[],
  result: RunResult,
  { host, signal }: { readonly host: CliHost; readonly signal: AbortSignal },
): Promise<number | undefined> {
  let failure: number | undefined;
  for (const { file, render } of reports) {
    if (result.status !== 'finished' || result.summary.type !== 'quality-gate') {
      host.stderr.write(`Note: There is no verdict, and ${file} was not written.\n`);
      continue;
    }
    try {
      await writeOutputFile(file, render(result.summary, { toolVersion: host.version }), signal);
    } catch (error) {
      host.stderr.write(`Error: The report was not written to ${file}: ${describeError(error)}\n`);
      failure ??= signal.aborted ? exitCodes.cancelled : exitCodes.environment;
    }
  }
  return failure;
}
