import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { runChild } from './childRun';

const timeLimitMs = 60 * 60_000;

export interface MutationResult {
  /** Mutants noticed, in percent of all: what no test reaches counts as survived. Undefined when Stryker gave no result. */
  readonly score: number | undefined;
  /** Mutants by what became of them. */
  readonly counts: Readonly<Record<string, number>>;
  /** `complex.js:12:5 ConditionalExpression → true` of each that was not noticed. */
  readonly survivors: readonly string[];
  /** The end of what Stryker printed when there is no result. */
  readonly trouble: string;
}

interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly StrykerMutant[] }>>;
}

interface StrykerMutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** Stryker with the options of the set's README, in a folder with the package and its tests in `test/`. */
export async function measureMutation(
  installation: string,
  folder: string,
  sources: readonly string[],
): Promise<MutationResult> {
  // With a configuration of TypeScript, Stryker wants that beside it.
  await removeDirectory(path.join(folder, 'tsconfig.json'));
  const report = path.join(folder, 'mutation.json');
  const config = path.join(folder, 'stryker.config.json');
  await writeFile(config, JSON.stringify(strykerOptions(sources, report)));
  const stryker = path.join(installation, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const run = await runChild([stryker, 'run', config], { cwd: folder, timeLimitMs });
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const trouble = `${run.stdout}\n${run.stderr}`.trim().slice(-1500);
    return { score: undefined, counts: {}, survivors: [], trouble };
  }
  return resultOf(JSON.parse(text) as StrykerReport);
}

function strykerOptions(sources: readonly string[], report: string): object {
  return {
    testRunner: 'mocha',
    plugins: ['@stryker-mutator/mocha-runner'],
    mutate: sources,
    mochaOptions: { spec: ['test/**/*.{js,cjs,mjs}'], 'no-config': true, 'no-package': true },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    timeoutMS: 3000,
    reporters: ['json'],
    jsonReporter: { fileName: report },
    allowConsoleColors: false,
  };
}

function resultOf({ files }: StrykerReport): MutationResult {
  const counts: Record<string, number> = {};
  const survivors: string[] = [];
  for (const [file, { mutants }] of Object.entries(files)) {
    for (const { status, mutatorName, replacement = '', location } of mutants) {
      counts[status] = (counts[status] ?? 0) + 1;
      if (status !== 'Survived' && status !== 'NoCoverage') continue;
      const place = `${file}:${location.start.line}:${location.start.column}`;
      survivors.push(
        `${place} ${mutatorName} → ${replacement.replace(/\s+/g, ' ').slice(0, 60)} (${status})`,
      );
    }
  }
  const noticed = (counts.Killed ?? 0) + (counts.Timeout ?? 0);
  const valid = noticed + survivors.length;
  const score = valid === 0 ? undefined : (100 * noticed) / valid;
  return { score, counts, survivors, trouble: '' };
}
