/**
 * Mocha's `--reporter` for runs of the fleet: writes an `OwnReport` to the file named in the environment, and says on
 * standard output how each test ended.
 */
import fs from 'node:fs';
import {
  type OwnReport,
  type OwnReportTest,
  reportEnvironmentName,
} from './adapters/testRunners/shared/ownReportFormat';

interface Runnable {
  readonly file?: string;
  readonly parent?: Runnable;
  readonly duration?: number;
  titlePath(): string[];
}

interface Runner {
  on(event: 'pass' | 'pending', listener: (test: Runnable) => void): void;
  on(event: 'fail', listener: (test: Runnable, error: unknown) => void): void;
  once(event: 'end', listener: () => void): void;
}

// Kept from before a test puts its own in their place, and leaves it there.
const { writeFileSync } = fs;
const { stringify } = JSON;

const reportFile = process.env[reportEnvironmentName];

function writeReport(phase: OwnReport['phase'], tests: readonly OwnReportTest[]): void {
  if (reportFile === undefined) return;
  const report: OwnReport = { phase, tests, brokenFiles: [] };
  writeFileSync(reportFile, stringify(report));
}

function fileOf(runnable: Runnable | undefined): string {
  return runnable === undefined ? '' : (runnable.file ?? fileOf(runnable.parent));
}

function describe(error: unknown): string {
  return error instanceof Object && 'stack' in error ? String(error.stack) : String(error);
}

class FleetMochaReporter {
  private readonly tests: OwnReportTest[] = [];

  constructor(runner: Runner) {
    writeReport('running', []);
    runner.on('pass', (test) => this.add(test, 'passed'));
    runner.on('pending', (test) => this.add(test, 'skipped'));
    // Hooks fail as tests do; what they keep from running has no outcome of its own.
    runner.on('fail', (test, error) => this.add(test, 'failed', describe(error)));
    runner.once('end', () => writeReport('finished', this.tests));
  }

  private add(test: Runnable, status: OwnReportTest['status'], failureMessage?: string): void {
    const titlePath = test.titlePath();
    this.tests.push({
      path: fileOf(test),
      titlePath,
      status,
      durationMs: test.duration ?? 0,
      ...(failureMessage === undefined ? {} : { failureMessage }),
    });
    process.stdout.write(
      `${status}: ${titlePath.join(' > ')}\n${failureMessage ? `${failureMessage}\n` : ''}`,
    );
  }
}

// Mocha loads its reporter right before the test files.
writeReport('loading', []);
module.exports = FleetMochaReporter;
