import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { readBundlePositions } from './bundlePositions';
import { bundleHostTests, type HostTestBundle, type HostTestReport } from './hostTestBundle';
import { quietSettings } from './quietSettings';
import { cacheDirectory, neighbourExtension, repositoryRoot, screenshotDirectory } from './repositoryPaths';
import { makeSampleWorkspaceCopy } from './sampleWorkspace';
import { stageExtension } from './stageExtension';
import { removeDirectory } from './temporaryDirectory';
import { startVsCodeServer, type VsCodeServer } from './vscodeServer';

const lineMarker = '\u2063host-test\u2063';
const defaultTimeoutMs = 10 * 60_000;
const defaultTestTimeoutMs = 60_000;
const defaultResultsPath = path.join(cacheDirectory, 'host-tests', 'results.json');

export interface HostTestOptions {
  /** Folder that the editor opens. */
  readonly workspace: string;
  /** Folder of the built extension under test; default: this repository. */
  readonly extensionDirectory?: string;
  /** Absolute paths; default: every `*.test.ts` under test/e2e/host. */
  readonly testFiles?: readonly string[];
  readonly grep?: string;
  /** A running server to use, started with `smokeTestDriver: true`; default: one of its own, with trusted workspaces. */
  readonly server?: VsCodeServer;
  /** A running browser to use; default: one of its own. */
  readonly browser?: Browser;
  /** Limit for all tests together; default 10 minutes. */
  readonly timeoutMs?: number;
  /** Where the results are written too; default `.cache/host-tests/results.json`. */
  readonly resultsPath?: string;
}

/**
 * Runs mocha tests inside the extension host of a real VS Code (server and headless browser), prints mocha's report as it
 * comes, and resolves to its counts, also when tests failed.
 * @throws Error when the run itself broke: VS Code did not come up, its extension host ended, or the time was over.
 */
export async function runHostTests(options: HostTestOptions): Promise<HostTestReport> {
  const bundle = await bundleHostTests({
    ...(options.testFiles === undefined ? {} : { testFiles: options.testFiles }),
    ...(options.grep === undefined ? {} : { grep: options.grep }),
    lineMarker,
    color: process.stdout.isTTY === true,
    testTimeoutMs: defaultTestTimeoutMs,
  });
  const opened: (() => Promise<void>)[] = [];
  try {
    const server = options.server ?? (await startOwnServer(opened));
    const browser = options.browser ?? (await launchOwnBrowser(opened));
    const report = await runInPage(browser, server, bundle, options);
    await writeResults(options.resultsPath ?? defaultResultsPath, report);
    return report;
  } finally {
    for (const close of opened.reverse()) await close();
    await removeDirectory(path.dirname(bundle.entry));
  }
}

async function startOwnServer(opened: (() => Promise<void>)[]): Promise<VsCodeServer> {
  const server = await startVsCodeServer({
    workspaceTrust: false,
    smokeTestDriver: true,
    userSettings: quietSettings,
    // Beside the extension under test lives another one, as in every editor.
    installExtensions: async (extensions) => void (await stageExtension(neighbourExtension, extensions)),
  });
  opened.push(server.stop);
  return server;
}

async function launchOwnBrowser(opened: (() => Promise<void>)[]): Promise<Browser> {
  const browser = await launchBrowser();
  opened.push(() => browser.close());
  return browser;
}

async function runInPage(
  browser: Browser,
  server: VsCodeServer,
  bundle: HostTestBundle,
  options: HostTestOptions,
): Promise<HostTestReport> {
  const toSource = await readBundlePositions(bundle.entry);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  let timer: NodeJS.Timeout | undefined;
  try {
    const exited = new Promise<number>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`The host tests did not end within ${timeoutMs / 1000} s.`)),
        timeoutMs,
      );
      page.once('crash', () => reject(new Error('The page of the editor crashed.')));
      const expose = async () => {
        await page.exposeFunction('codeAutomationLog', (_level: string, args: unknown[]) =>
          printMarkedLines(args, toSource),
        );
        await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
        await page.goto(
          server.folderUrl(options.workspace, [
            ['extensionDevelopmentPath', server.remoteUri(options.extensionDirectory ?? repositoryRoot)],
            ['extensionTestsPath', server.remoteUri(bundle.entry)],
          ]),
        );
      };
      expose().catch(reject);
    });
    const exitCode = await Promise.race([exited, server.crashed]);
    return await readReport(bundle, exitCode, toSource);
  } catch (error) {
    throw await withEvidence(error, page, server);
  } finally {
    clearTimeout(timer);
    await page.close().catch(() => {});
  }
}

function printMarkedLines(args: readonly unknown[], toSource: (text: string) => string): void {
  for (const line of args.join(' ').split('\n')) {
    const at = line.indexOf(lineMarker);
    if (at >= 0) console.log(toSource(line.slice(at + lineMarker.length)));
  }
}

async function readReport(
  bundle: HostTestBundle,
  exitCode: number,
  toSource: (text: string) => string,
): Promise<HostTestReport> {
  const text = await readFile(bundle.reportPath, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Error(`The extension host ended (code ${exitCode}) before the tests were through.`);
  const report = JSON.parse(text) as HostTestReport;
  if ((exitCode === 0) !== (report.failed === 0)) {
    throw new Error(`VS Code says code ${exitCode}, the tests say ${report.failed} failed.`);
  }
  return {
    ...report,
    failures: report.failures.map((failure) => ({ ...failure, message: toSource(failure.message) })),
  };
}

async function withEvidence(error: unknown, page: Page, server: VsCodeServer): Promise<Error> {
  const screenshot = path.join(screenshotDirectory, 'host-tests-broken.png');
  const seen = await page.screenshot({ path: screenshot }).then(
    () => `\nWhat the window showed: ${screenshot}`,
    () => '',
  );
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${message}${seen}\nThe server's log ends with:\n${server.recentLog()}`, { cause: error });
}

async function writeResults(resultsPath: string, report: HostTestReport): Promise<void> {
  await mkdir(path.dirname(resultsPath), { recursive: true });
  await writeFile(resultsPath, `${JSON.stringify(report, undefined, 2)}\n`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      extension: { type: 'string' },
      grep: { type: 'string' },
      results: { type: 'string' },
      'timeout-ms': { type: 'string' },
    },
  });
  const ownWorkspace = values.workspace === undefined ? makeSampleWorkspaceCopy('host-tests') : undefined;
  try {
    const report = await runHostTests({
      workspace: path.resolve(values.workspace ?? ownWorkspace ?? '.'),
      ...(values.extension === undefined ? {} : { extensionDirectory: path.resolve(values.extension) }),
      ...(values.grep === undefined ? {} : { grep: values.grep }),
      ...(values.results === undefined ? {} : { resultsPath: path.resolve(values.results) }),
      ...(values['timeout-ms'] === undefined ? {} : { timeoutMs: Number(values['timeout-ms']) }),
      ...(positionals.length === 0 ? {} : { testFiles: positionals.map((file) => path.resolve(file)) }),
    });
    console.log(`${report.passed} passed, ${report.failed} failed`);
    await writeCounts(report);
    process.exitCode = report.failed === 0 ? 0 : 1;
  } finally {
    if (ownWorkspace !== undefined) await removeDirectory(ownWorkspace);
  }
}

/** For `npm test`, which adds up the counts of several runs. */
async function writeCounts({ passed, failed, pending }: HostTestReport): Promise<void> {
  const countsFile = process.env.AGENTIC_QE_TEST_COUNTS;
  if (countsFile) await writeFile(countsFile, JSON.stringify({ passed, failed, skipped: pending }));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
