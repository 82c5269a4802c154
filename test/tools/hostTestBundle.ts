import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { cacheDirectory, repositoryRoot } from './repositoryPaths';

const hostTestDirectory = path.join(repositoryRoot, 'test', 'e2e', 'host');

export interface HostTestBundleOptions {
  /** Absolute paths; default: every `*.test.ts` under test/e2e/host. */
  readonly testFiles?: readonly string[];
  /** Mocha's `grep`: a part of the full title. */
  readonly grep?: string;
  /** Written before each line of mocha's report, so that it can be told from what else the extension host prints. */
  readonly lineMarker: string;
  readonly color: boolean;
  /** Per test, in milliseconds. */
  readonly testTimeoutMs: number;
}

export interface HostTestBundle {
  /** CommonJS file that exports `run()`, for VS Code's `extensionTestsPath`. */
  readonly entry: string;
  /** Where `run()` writes its `HostTestReport`. */
  readonly reportPath: string;
}

/** What `run()` writes: counts, and the failures with their messages. */
export interface HostTestReport {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  readonly durationMs: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/**
 * Bundles the host tests into one file under `.cache/host-tests`; mocha is loaded from the repository at run time.
 * @throws Error when there is no test file, or one does not compile.
 */
export async function bundleHostTests(options: HostTestBundleOptions): Promise<HostTestBundle> {
  const testFiles = options.testFiles ?? (await findHostTests());
  if (testFiles.length === 0) throw new Error(`There is no *.test.ts under ${hostTestDirectory}.`);
  const directory = path.join(cacheDirectory, 'host-tests', String(process.pid));
  await mkdir(directory, { recursive: true });
  const entry = path.join(directory, 'hostTests.cjs');
  const reportPath = path.join(directory, 'report.json');
  await build({
    stdin: {
      contents: entrySource(testFiles, reportPath, options),
      resolveDir: repositoryRoot,
      loader: 'js',
    },
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'linked',
    logLevel: 'error',
  });
  return { entry, reportPath };
}

async function findHostTests(): Promise<string[]> {
  const names = await readdir(hostTestDirectory, { recursive: true });
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(hostTestDirectory, name));
}

/** The tests are required inside `run()`: mocha's `describe` and `it` exist only from there on. */
function entrySource(
  testFiles: readonly string[],
  reportPath: string,
  options: HostTestBundleOptions,
): string {
  const mochaOptions = {
    ui: 'bdd',
    reporter: 'spec',
    forbidOnly: true,
    color: options.color,
    timeout: options.testTimeoutMs,
    ...(options.grep === undefined ? {} : { grep: options.grep }),
  };
  return `
const { writeFileSync } = require('node:fs');
const { format } = require('node:util');
const { Mocha } = require('mocha');
exports.run = async function run() {
  const report = { passed: 0, failed: 0, pending: 0, durationMs: 0, failures: [] };
  const print = (...args) => console.log(format(...args).split('\\n').map((line) => ${JSON.stringify(options.lineMarker)} + line).join('\\n'));
  const fail = (title, error) => {
    report.failed += 1;
    report.failures.push({ title, message: String(error?.stack ?? error) });
  };
  try {
    Mocha.reporters.Base.consoleLog = print;
    const mocha = new Mocha(${JSON.stringify(mochaOptions)});
    mocha.suite.emit('pre-require', globalThis, null, mocha);
    ${testFiles.map((file) => `require(${JSON.stringify(file)});`).join('\n    ')}
    await new Promise((resolve) => {
      const runner = mocha.run(resolve);
      runner.on('pass', () => { report.passed += 1; });
      runner.on('pending', () => { report.pending += 1; });
      runner.on('fail', (test, error) => fail(test.fullTitle(), error));
      runner.on('end', () => { report.durationMs = runner.stats.duration; });
    });
    if (report.passed + report.failed === 0) {
      print('No test ran.');
      fail('(all)', new Error('No test ran.'));
    }
  } catch (error) {
    fail('(loading the tests)', error);
    print('%s', error?.stack ?? error);
  }
  writeFileSync(${JSON.stringify(reportPath)}, JSON.stringify(report, undefined, 2));
  if (report.failed > 0) throw new Error(report.failed + ' failed');
};
`;
}
