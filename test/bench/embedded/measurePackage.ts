import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyRealProject, filesIn } from '../../tools/realPackages';
import { makeTemporaryDirectory, removeDirectory } from '../../tools/temporaryDirectory';
import type { BenchPackage } from './benchPackage';
import { type Generated, generateWithProduct } from './generateWithProduct';
import { type MutationResult, measureMutation } from './mutationScore';
import { readTests, type TestFacts } from './readTests';
import { measureCoverage, type RefereeReport } from './referee';
import { runShuffled, type ShuffledRun } from './shuffledRun';

/** What one seed gave on one package. */
export interface Measurement {
  readonly packageName: string;
  readonly seed: number;
  readonly seconds: number;
  readonly isTimedOut: boolean;
  /** Of the command line. */
  readonly exitCode: number | null;
  readonly referee: RefereeReport;
  readonly shuffled: ShuffledRun;
  readonly facts: readonly TestFacts[];
  /** Undefined when it was not asked for. */
  readonly mutation: MutationResult | undefined;
  readonly strayFiles: readonly string[];
}

export interface MeasureOptions {
  readonly installation: string;
  readonly referee: string;
  readonly seed: number;
  readonly isQuick: boolean;
  /** Of each test file by the referee. Default: one if it is to be quick, else five. */
  readonly runs?: number;
  /** What the product is given. Default: ten minutes. */
  readonly timeLimitSeconds?: number;
  /** Folder for the tests, what the product printed, what is left uncovered and which mutants survived. */
  readonly keep: string | undefined;
}

const refereeRuns = 5;

/** Tests are written in one copy of the package, and measured in another that the product never saw. */
export async function measurePackage(subject: BenchPackage, options: MeasureOptions): Promise<Measurement> {
  const { installation, referee, seed, isQuick, keep, timeLimitSeconds } = options;
  const tests = await makeTemporaryDirectory('bench-tests');
  const copy = await copyRealProject(installation, subject);
  try {
    await copy.removeSuite();
    const sources = (await filesIn(copy.folder)).filter((file) => subject.isSource(file));
    const { run, testFiles, strayFiles } = await generateWithProduct(installation, subject, {
      seed,
      testsFolder: tests,
      timeLimitSeconds,
    });
    if (keep !== undefined) await keepResult(keep, tests, run);
    tell(`${subject.name}: ${testFiles.length} test files in ${run.seconds.toFixed(0)} s; measuring …`);
    const facts = await readAll({ tests, testFiles, package: copy.folder, sources });
    const report = await measureCoverage(referee, {
      folder: copy.folder,
      sources,
      tests,
      runs: options.runs ?? (isQuick ? 1 : refereeRuns),
    });
    if (keep !== undefined)
      await writeFile(path.join(keep, 'uncovered.txt'), `${report.uncovered.join('\n')}\n`);
    await cp(tests, path.join(copy.folder, 'test'), { recursive: true });
    const shuffled =
      testFiles.length > 0
        ? await runShuffled(installation, copy.folder)
        : { passed: 0, failed: 0, failures: [] };
    if (!isQuick) tell(`${subject.name}: ${report.tests} tests; mutating …`);
    const mutation = isQuick ? undefined : await measureMutation(installation, copy.folder, sources);
    if (keep !== undefined && mutation)
      await writeFile(path.join(keep, 'survivors.txt'), `${mutation.survivors.join('\n')}\n`);
    return {
      packageName: subject.name,
      seed,
      seconds: run.seconds,
      isTimedOut: run.isTimedOut,
      exitCode: run.exitCode,
      referee: report,
      shuffled,
      facts,
      mutation,
      strayFiles,
    };
  } finally {
    await copy.remove();
    await removeDirectory(tests);
  }
}

interface TestTexts {
  readonly tests: string;
  readonly testFiles: readonly string[];
  readonly package: string;
  readonly sources: readonly string[];
}

async function readAll(texts: TestTexts): Promise<readonly TestFacts[]> {
  const sources = await Promise.all(
    texts.sources.map((file) => readFile(path.join(texts.package, file), 'utf8')),
  );
  const facts = texts.testFiles.map(async (file) =>
    readTests(file, await readFile(path.join(texts.tests, file), 'utf8'), sources),
  );
  return (await Promise.all(facts)).flat();
}

async function keepResult(keep: string, tests: string, { stdout, stderr }: Generated['run']): Promise<void> {
  await removeDirectory(keep);
  await mkdir(keep, { recursive: true });
  await cp(tests, path.join(keep, 'test'), { recursive: true });
  await writeFile(path.join(keep, 'stdout.txt'), stdout);
  await writeFile(path.join(keep, 'stderr.txt'), stderr);
}

function tell(text: string): void {
  console.error(`${new Date().toLocaleTimeString('en-GB')} ${text}`);
}
