import { z } from 'zod';
import type { OwnReport } from './ownReportFormat';
import { type RunnerReport, readJsonReport } from './runnerReport';

const reportSchema = z.object({
  phase: z.enum(['loading', 'running', 'finished']),
  tests: z.array(
    z.object({
      path: z.string(),
      titlePath: z.array(z.string()),
      status: z.enum(['passed', 'failed', 'skipped']),
      durationMs: z.number(),
      failureMessage: z.string().optional(),
    }),
  ),
  brokenFiles: z.array(z.object({ path: z.string(), message: z.string() })),
});

/** Reads what `mochaReporter` and `nodeTestReporter` write. */
export async function readOwnReport(file: string): Promise<RunnerReport | undefined> {
  const report = (await readJsonReport(file, reportSchema)) as OwnReport | undefined;
  if (report?.phase === 'loading') return { status: 'stopped-while-loading' };
  if (report?.phase !== 'finished') return undefined;
  return { status: 'ran', tests: report.tests, brokenFiles: report.brokenFiles };
}
