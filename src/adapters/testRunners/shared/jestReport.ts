import { z } from 'zod';
import { type ReportedTest, type RunnerReport, readJsonReport } from './runnerReport';

/** The part of Jest's JSON report that Vitest's has in common with it. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().nullish(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

type Assertion = z.infer<typeof reportSchema>['testResults'][number]['assertionResults'][number];

/** Reads the report that Jest and Vitest write with `--outputFile`. */
export async function readJestReport(file: string): Promise<RunnerReport | undefined> {
  const report = await readJsonReport(file, reportSchema);
  if (!report) return undefined;
  const brokenFiles = report.testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name, message }) => ({
      path: name,
      message: message?.trim() || 'The file could not be loaded.',
    }));
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((assertion) => toReportedTest(name, assertion)),
  );
  return { status: 'ran', tests, brokenFiles };
}

function toReportedTest(path: string, assertion: Assertion): ReportedTest {
  const status =
    assertion.status === 'passed' || assertion.status === 'failed' ? assertion.status : 'skipped';
  return {
    path,
    titlePath: [...assertion.ancestorTitles.filter((title) => title !== ''), assertion.title],
    status,
    durationMs: assertion.duration ?? 0,
    ...(status === 'failed' ? { failureMessage: messageOf(assertion) } : {}),
  };
}

/** Vitest 3 reports a test that was not done in time by an error that was only made for its stack. */
function messageOf({ failureMessages, duration }: Assertion): string {
  const message = (failureMessages ?? []).join('\n');
  return message.replace(
    /^Error: STACK_TRACE_ERROR$/m,
    `Error: Test timed out after ${Math.round(duration ?? 0)} ms.`,
  );
}
