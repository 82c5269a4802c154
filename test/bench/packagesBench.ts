import path from 'node:path';
import { renderTable } from '../../src/base/textTable';
import { type BenchRow, benchRow } from './benchRow';
import { type Measurement, measurePackage } from './embedded/measurePackage';
import { installReferee } from './embedded/referee';
import { installMixedPackages, mixedPackages } from './packages/mixedPackages';

/** The product ends before: a package that takes all of it hangs. */
const timeLimitSeconds = 300;
const refereeRuns = 3;

export interface PackagesOptions {
  /** Names of the only packages that are measured, with commas between them. */
  readonly only: string | undefined;
  /** Folder for the tests of each package and what the product printed. */
  readonly keep: string | undefined;
}

/**
 * The embedded engine, as a user starts it, on twenty packages of mixed kinds: nothing may crash, hang, leave a file where it does
 * not belong, or fail when it is run again elsewhere. How much is covered has no goal here.
 */
export async function packagesBench({ only, keep }: PackagesOptions): Promise<readonly BenchRow[]> {
  const names = only?.split(',');
  const unknown = names?.filter((name) => !mixedPackages.some((subject) => subject.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`No such package: ${unknown.join(', ')}`);
  const installation = await installMixedPackages();
  const referee = await installReferee();
  const measurements: Measurement[] = [];
  for (const subject of mixedPackages.filter(({ name }) => names?.includes(name) ?? true)) {
    const measurement = await measurePackage(subject, {
      installation,
      referee,
      seed: 1,
      isQuick: true,
      runs: refereeRuns,
      timeLimitSeconds,
      keep: keep === undefined ? undefined : path.resolve(keep, subject.name),
    });
    measurements.push(measurement);
    for (const trouble of troubleOf(measurement)) console.error(`  ${subject.name}: ${trouble}`);
  }
  console.log(`${renderResult(measurements)}\n`);
  return rowsOf(measurements);
}

const failedIn = ({ referee, shuffled }: Measurement): number =>
  Math.max(referee.tests - referee.passed, shuffled.failed);

function renderResult(measurements: readonly Measurement[]): string {
  const heads = ['package', 'kind', 'statements', 'branches', 'tests', 'failed', 'flaky', 'wall', 'exit'];
  const rows = measurements.map((measurement) => {
    const { packageName, referee, seconds, exitCode, isTimedOut } = measurement;
    const { statements, branches, tests, flaky } = referee;
    const kind = mixedPackages.find(({ name }) => name === packageName)?.trait ?? '';
    const figures = [tests, failedIn(measurement), flaky].map(String);
    const end = isTimedOut ? 'stopped' : String(exitCode);
    return [
      packageName,
      kind,
      `${statements} %`,
      `${branches} %`,
      ...figures,
      `${seconds.toFixed(0)} s`,
      end,
    ];
  });
  return renderTable([heads, ...rows]).join('\n');
}

function troubleOf({ shuffled, strayFiles, referee, exitCode }: Measurement): readonly string[] {
  return [
    ...shuffled.failures.map((failure) => `in random order: ${failure}`),
    ...strayFiles.map((file) => `left behind: ${file}`),
    ...(referee.crashes > 0 ? [`${referee.crashes} runs of a test file ended without a result`] : []),
    ...(exitCode !== 0 ? [`the product ended with exit code ${exitCode}`] : []),
  ];
}

function rowsOf(measurements: readonly Measurement[]): readonly BenchRow[] {
  const sum = (count: (one: Measurement) => number): number =>
    measurements.reduce((total, one) => total + count(one), 0);
  const none = (name: string, count: (one: Measurement) => number): BenchRow =>
    benchRow('packages', name, sum(count), '', 'at most', 0);
  return [
    benchRow(
      'packages',
      'tests',
      sum(({ referee }) => referee.tests),
      '',
    ),
    none('tests that fail, in another time zone or in random order', failedIn),
    none('flaky tests', ({ referee }) => referee.flaky),
    none('test files that crash', ({ referee }) => referee.crashes),
    none('packages without an orderly end', ({ exitCode, isTimedOut }) =>
      Number(isTimedOut || exitCode !== 0),
    ),
    none('files left behind', ({ strayFiles }) => strayFiles.length),
  ];
}
