import { stripVTControlCharacters } from 'node:util';
import { type FileCoverage, mergeFileCoverage } from '../../../core/testing/coverage';
import type { MeasuredCoverage, TestRunResult } from '../../../core/testing/testRunner';
import type { WorkspacePath } from '../../../core/testing/workspace';
import { mergeMarks } from './markRecords';
import type { RunnerProcessEnd } from './runnerProcess';
import type { RunnerReport } from './runnerReport';

export type CompletedRun = Extract<TestRunResult, { status: 'completed' }>;

export interface EndedRun {
  readonly frameworkName: string;
  readonly report: RunnerReport | undefined;
  readonly end: Extract<RunnerProcessEnd, { status: 'exited' }>;
  /** From the absolute path in a report to the file of the request; undefined for files that were not asked for. */
  readonly requestedFile: (path: string) => WorkspacePath | undefined;
  /** The file of a run that had one. */
  readonly onlyFile: WorkspacePath | undefined;
  readonly commandLine: string;
  readonly durationMs: number;
}

/**
 * What an ended process and its report say together. Without a report, or with an exit code that nothing in it explains (an
 * unhandled rejection, a failed global setup), the run has failed: its tests prove nothing.
 */
export function toRunResult(run: EndedRun): TestRunResult {
  const { report, end, commandLine, durationMs, onlyFile } = run;
  const tail = clean(end.outputTail);
  const fail = (sentence: string): TestRunResult => ({
    status: 'failed',
    commandLine,
    message: `${run.frameworkName} ${sentence}${tail ? `: ${tellingLine(tail)}` : '.'}`,
  });
  if (report?.status === 'stopped-while-loading' && onlyFile !== undefined) {
    const brokenFiles = [{ file: onlyFile, message: errorFirst(tail) }];
    return { status: 'completed', commandLine, durationMs, tests: [], brokenFiles };
  }
  if (report?.status !== 'ran') return fail(`ended with exit code ${end.exitCode} and without a report`);

  const tests = report.tests.flatMap(({ path, failureMessage, ...test }) => {
    // A test may be defined in a module that the only test file imports.
    const file = run.requestedFile(path) ?? onlyFile;
    if (file === undefined) return [];
    return [
      { file, ...test, ...(failureMessage === undefined ? {} : { failureMessage: clean(failureMessage) }) },
    ];
  });
  const brokenFiles = report.brokenFiles.flatMap(({ path, message }) => {
    const file = run.requestedFile(path);
    return file === undefined ? [] : [{ file, message: errorFirst(clean(message)) }];
  });
  const isFailureKnown = brokenFiles.length > 0 || tests.some((test) => test.status === 'failed');
  if (end.exitCode !== 0 && !isFailureKnown) {
    return fail(`ended with exit code ${end.exitCode} although no test failed`);
  }
  return { status: 'completed', commandLine, durationMs, tests, brokenFiles };
}

/** One result for runs of different files, one after the other; at least one. */
export function mergeRuns(runs: readonly CompletedRun[]): CompletedRun {
  const [first] = runs;
  if (!first) throw new RangeError('mergeRuns needs at least one run');
  const coverages = runs.flatMap(({ coverage }) => coverage ?? []);
  const marks = runs.flatMap((run) => run.marks ?? []);
  return {
    status: 'completed',
    commandLine: first.commandLine,
    durationMs: runs.reduce((sum, { durationMs }) => sum + durationMs, 0),
    tests: runs.flatMap(({ tests }) => tests),
    brokenFiles: runs.flatMap(({ brokenFiles }) => brokenFiles),
    ...(coverages.length > 0 ? { coverage: coverages.reduce(mergeCoverage) } : {}),
    ...(marks.length > 0 ? { marks: marks.reduce(mergeMarks) } : {}),
  };
}

function mergeCoverage(a: MeasuredCoverage, b: MeasuredCoverage): MeasuredCoverage {
  const byMark = new Map(a.byMark);
  for (const [mark, files] of b.byMark) byMark.set(mark, mergeFiles(byMark.get(mark) ?? [], files));
  return { total: mergeFiles(a.total, b.total), byMark };
}

function mergeFiles(a: readonly FileCoverage[], b: readonly FileCoverage[]): readonly FileCoverage[] {
  const merged = new Map(a.map((coverage) => [coverage.file, coverage]));
  for (const coverage of b) {
    const known = merged.get(coverage.file);
    merged.set(coverage.file, known ? mergeFileCoverage(known, coverage) : coverage);
  }
  return [...merged.values()];
}

function clean(message: string): string {
  return stripVTControlCharacters(message).trim();
}

/** Puts the line that names the error before the lines that lead to it. */
function errorFirst(text: string): string {
  const error = errorLines.map((line) => line.exec(text)?.[0].trim()).find((found) => found !== undefined);
  return error === undefined || text.startsWith(error) ? text : `${error}\n${text}`;
}

/** The line that says most: the whole of the output went to the log as it came. */
function tellingLine(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const known = [...errorLines, /^.*\bNo test(?: file)?s found\b.*$/m];
  const found = known.map((line) => line.exec(text)?.[0].trim()).find((line) => line !== undefined);
  return (found ?? lines.findLast((line) => line !== '') ?? '').slice(0, mostCharacters);
}

const mostCharacters = 300;

const errorLines = [
  /^.*\b[A-Z]\w*Error\b.*$/m,
  /^.*\bError(?: \[\w+\])?: .*$/m,
  /^.*\b(?:Cannot find module|does not provide an export)\b.*$/m,
];
