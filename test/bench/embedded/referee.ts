import { chmod, readFile } from 'node:fs/promises';
import path from 'node:path';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { installVerified } from '../../tools/verifiedInstall';
import { type ChildRun, runChild } from './childRun';
import type { PublicPackage } from './publicPackages';
import { readUncovered } from './uncovered';

const folder = path.join(__dirname, 'referee');
const timeLimitMs = 60 * 60_000;

export interface Coverage {
  /** Percent. */
  readonly statements: number;
  /** Percent. */
  readonly branches: number;
}

export interface RefereeReport extends Coverage {
  readonly tests: number;
  /** Of the first run. */
  readonly passed: number;
  readonly flaky: number;
  /** Runs of a test file that ended without a result. */
  readonly crashes: number;
  /** One line for each place that no run executed. */
  readonly uncovered: readonly string[];
}

/** The owner's scripts, which know nothing of the product; what they need is installed beside the packages. */
export async function installReferee(): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return await installVerified({
    name: 'agentic-qe-referee',
    packages: {},
    tools: dependencies,
    revision: 1,
    description: 'what the referee needs',
  });
}

/** Percent that poking every export covers; undefined where that cannot be done safely (Linux as root only). */
export async function measureFloor(
  referee: string,
  subject: PublicPackage,
  { folder: packageFolder, sources }: { readonly folder: string; readonly sources: readonly string[] },
): Promise<Coverage | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  // The floor calls everything as a user without rights, and that one has to read the package.
  await chmod(packageFolder, 0o755);
  const args = [path.join(folder, 'floor.mjs'), subject.name, packageFolder, sources.join(','), subject.main];
  const report = lastJson(await runReferee(referee, packageFolder, args)) as {
    readonly exports: number;
    readonly stmt: number;
    readonly branch: number;
  };
  if (report.exports === 0) throw new Error(`The floor found no export of ${subject.name}.`);
  return { statements: report.stmt, branches: report.branch };
}

/** Coverage by the tests that pass, each file by itself in another folder and another time zone than where it was written. */
export async function measureCoverage(
  referee: string,
  { folder: packageFolder, sources, tests, runs }: MeasuredPlace,
): Promise<RefereeReport> {
  const args = ['--pkg', packageFolder, '--sources', sources.join(','), '--tests', tests];
  const script = path.join(folder, 'measure.mjs');
  const run = await runReferee(referee, packageFolder, [script, ...args, '--runs', String(runs)]);
  const report = lastJson(run) as {
    readonly files: number;
    readonly tests: number;
    readonly passed: number;
    readonly flaky: number;
    readonly crashes: number;
    readonly stmt: number;
    readonly branch: number;
  };
  if (report.files !== sources.length)
    throw new Error(`The referee measured ${report.files} of ${sources.length} sources.`);
  const kept = run.stdout.trim().split('\n').at(-1) ?? '';
  const uncovered = await readUncovered(kept, sources);
  await removeDirectory(kept);
  const { tests: count, passed, flaky, crashes, stmt, branch } = report;
  return { tests: count, passed, flaky, crashes, statements: stmt, branches: branch, uncovered };
}

export interface MeasuredPlace {
  /** Of the package without tests. */
  readonly folder: string;
  readonly sources: readonly string[];
  readonly tests: string;
  readonly runs: number;
}

async function runReferee(referee: string, cwd: string, args: readonly string[]): Promise<ChildRun> {
  // KEEP: the counters of each run stay, which tell what is left.
  const environment = { MEASURE_DEPS: path.join(referee, 'package.json'), TZ: 'Asia/Kolkata', KEEP: '1' };
  const run = await runChild(args, { cwd, timeLimitMs, environment });
  if (run.exitCode !== 0) throw new Error(`The referee failed (${args.join(' ')}):\n${run.stderr}`);
  return run;
}

function lastJson({ stdout }: ChildRun): unknown {
  const line = stdout.split('\n').findLast((text) => text.startsWith('{'));
  return JSON.parse(line ?? 'null');
}
