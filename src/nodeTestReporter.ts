/** `--test-reporter` of Node for runs of the fleet: prints an `OwnReport` when all is done. */
import type { OwnReport, OwnReportTest } from './adapters/testRunners/shared/ownReportFormat';

interface TestEvent {
  readonly type: string;
  readonly data: {
    readonly name?: string;
    readonly nesting?: number;
    readonly file?: string;
    readonly message?: string;
    readonly skip?: string | boolean;
    readonly todo?: string | boolean;
    readonly details?: {
      readonly type?: string;
      readonly duration_ms?: number;
      readonly error?: { readonly message?: string; readonly cause?: unknown };
    };
  };
}

/** Follows the events in the order of definition: a suite starts before what is in it, and ends after. */
class ReportCollector {
  private readonly tests: OwnReportTest[] = [];
  private readonly brokenFiles: { path: string; message: string }[] = [];
  private readonly errorOutput = new Map<string, string>();
  private readonly open: { name: string; path: string }[] = [];

  add({ type, data }: TestEvent): void {
    const { name = '', nesting = 0, file = '' } = data;
    if (type === 'test:stderr') {
      this.errorOutput.set(file, (this.errorOutput.get(file) ?? '') + (data.message ?? ''));
    } else if (type === 'test:start') {
      this.open.length = nesting;
      this.open.push({ name, path: file });
    } else if (type === 'test:pass' || type === 'test:fail') {
      this.addEnded(data, type === 'test:pass', name, nesting, file);
    }
  }

  toReport(): OwnReport {
    return { phase: 'finished', tests: this.tests, brokenFiles: this.brokenFiles };
  }

  private addEnded(
    data: TestEvent['data'],
    hasPassed: boolean,
    name: string,
    nesting: number,
    file: string,
  ): void {
    if (nesting === 0 && name === file) {
      // The file itself: it is an event of its own only when it holds no test, could not be loaded or did not end well.
      if (!hasPassed)
        this.brokenFiles.push({ path: file, message: this.errorOutput.get(file) || describe(data) });
      return;
    }
    const isSuite = data.details?.type === 'suite';
    // Suites fail with their tests, which are reported; alone they fail in a hook or in their own body.
    if (isSuite && (hasPassed || isSubtestsFailure(data))) return;
    const isSkipped = data.skip !== undefined || data.todo !== undefined;
    const status = isSkipped ? 'skipped' : hasPassed ? 'passed' : 'failed';
    this.tests.push({
      path: this.open[0]?.path || file,
      titlePath: [...this.open.slice(0, nesting).map((ancestor) => ancestor.name), name],
      status,
      durationMs: data.details?.duration_ms ?? 0,
      ...(status === 'failed' ? { failureMessage: describe(data) } : {}),
    });
  }
}

function isSubtestsFailure(data: TestEvent['data']): boolean {
  const error = data.details?.error as { readonly failureType?: string } | undefined;
  return error?.failureType === 'subtestsFailed';
}

function describe(data: TestEvent['data']): string {
  const error = data.details?.error;
  const cause = error?.cause;
  if (cause instanceof Error) return cause.stack ?? cause.message;
  return typeof cause === 'string' ? cause : (error?.message ?? 'The test failed.');
}

async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const collector = new ReportCollector();
  for await (const event of events) collector.add(event);
  yield JSON.stringify(collector.toReport());
}

module.exports = report;
