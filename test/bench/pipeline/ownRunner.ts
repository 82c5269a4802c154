import { execFile } from 'node:child_process';
import path from 'node:path';
import type { TestFrameworkId } from '../../../src/core/testing/testProject';
import { childEnvironment } from '../../tools/childEnvironment';

/** How many tests passed in a run of ours, without the product. */
export interface OwnRun {
  readonly passed: number;
  readonly failed: number;
  /** The end of what it printed, for when it did not go well. */
  readonly output: string;
}

const timeLimitMs = 120_000;

/** Runs test files (none: all that the framework finds) in a folder, with the framework as installed above it. */
export async function runOwn(
  framework: TestFrameworkId,
  { installation, folder, files }: { installation: string; folder: string; files: readonly string[] },
): Promise<OwnRun> {
  const tool = (...parts: string[]): string => path.join(installation, 'node_modules', ...parts);
  const commands: Readonly<Record<TestFrameworkId, readonly string[]>> = {
    vitest: [tool('vitest', 'vitest.mjs'), 'run', '--no-cache', '--reporter=json'],
    jest: [tool('jest', 'bin', 'jest.js'), '--ci', '--json', '--silent'],
    mocha: [tool('mocha', 'bin', 'mocha.js'), '--reporter', 'json'],
    'node-test': ['--test', '--test-reporter=tap'],
  };
  const { stdout, stderr } = await run([...commands[framework], ...files], folder);
  const counts = framework === 'node-test' ? countsOfTap(stdout) : countsOfJson(stdout);
  return { ...counts, output: `${stdout.slice(-1500)}\n${stderr.slice(-1500)}` };
}

function run(args: readonly string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { cwd, env: childEnvironment(), timeout: timeLimitMs, maxBuffer: 64 * 1024 * 1024 };
    // Failing tests end the process with an error, and so does what is no test run at all: the counts tell.
    execFile(process.execPath, [...args], options, (_error, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

function countsOfTap(text: string): Pick<OwnRun, 'passed' | 'failed'> {
  const count = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled') };
}

/** Of Jest's own form, which Vitest has too, or of Mocha's. Tests may print beside it. */
function countsOfJson(text: string): Pick<OwnRun, 'passed' | 'failed'> {
  const start = Math.max(text.indexOf('{"num'), text.indexOf('{\n  "stats"'));
  if (start < 0) return { passed: 0, failed: 0 };
  const report = JSON.parse(text.slice(start, text.lastIndexOf('}') + 1)) as {
    readonly numPassedTests?: number;
    readonly numFailedTests?: number;
    readonly numRuntimeErrorTestSuites?: number;
    readonly numFailedTestSuites?: number;
    readonly stats?: { readonly passes: number; readonly failures: number };
  };
  if (report.stats) return { passed: report.stats.passes, failed: report.stats.failures };
  const failed = (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0);
  return { passed: report.numPassedTests ?? 0, failed };
}
