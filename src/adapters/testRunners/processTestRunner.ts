import { mkdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownedFolders } from '../../base/node/ownedFolders';
import { TestRunnerError } from '../../core/errors';
import type { TestFrameworkId, TestProject } from '../../core/testing/testProject';
import type {
  DebugCommand,
  MeasuredCoverage,
  TestOutcome,
  TestRunner,
  TestRunRequest,
  TestRunResult,
} from '../../core/testing/testRunner';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { joinPath } from '../../core/testing/workspacePath';
import { findPackageManager, findPlugAndPlay } from './packageManager';
import { findRunPlace, type RunPlace } from './runPlace';
import type { FrameworkLauncher, Launch, LaunchCommand } from './shared/frameworkLauncher';
import { findFrameworkPackage } from './shared/frameworkPackage';
import { readMarkRecords } from './shared/markRecords';
import { createRunnerEnvironment } from './shared/runnerEnvironment';
import { runRunnerProcess } from './shared/runnerProcess';
import { type CompletedRun, mergeRuns, toRunResult } from './shared/runResult';
import { watchForStalls } from './shared/stallWatch';

export interface ProcessTestRunnerOptions {
  readonly workspace: Workspace;
  /** Absolute path of the Node executable that runs the tests. */
  readonly nodePath: string;
  /** Absolute path of the built coverage probe. */
  readonly probePath: string;
  /** Reads what the probe recorded in a folder. */
  readonly readCoverage: (
    recordFolder: string,
    workspace: Workspace,
    files: readonly WorkspacePath[],
  ) => Promise<MeasuredCoverage>;
}

/** For the reports and records of one run each. */
const runFolders = ownedFolders('agentic-qe-run-');

/** Runs a framework as a child process and reads its report: everything that the four frameworks have in common. */
export class ProcessTestRunner implements TestRunner {
  readonly framework: TestFrameworkId;
  private swept: Promise<void> | undefined;

  constructor(
    private readonly launcher: FrameworkLauncher,
    private readonly options: ProcessTestRunnerOptions,
  ) {
    this.framework = launcher.framework;
  }

  async assertInstalled(project: TestProject): Promise<void> {
    await this.findInstalled(project);
  }

  async run(request: TestRunRequest, signal: AbortSignal): Promise<TestRunResult> {
    const result = await this.runFiles(request, signal);
    if (result.status !== 'completed' || result.tests.length > 0 || result.brokenFiles.length > 0)
      return result;
    return {
      status: 'failed',
      commandLine: result.commandLine,
      message: `${this.launcher.displayName} ran no test.`,
      ...(result.marks && { marks: result.marks }),
    };
  }

  async debugCommand(request: Pick<TestRunRequest, 'project' | 'files'>): Promise<DebugCommand> {
    const temporaryFolder = await runFolders.create();
    const dispose = (): Promise<void> => rm(temporaryFolder, { recursive: true, force: true, maxRetries: 5 });
    try {
      const { launch, place } = await this.launchIn(temporaryFolder, { ...request, coverageOf: [] });
      const command = await this.launcher.prepare(launch);
      return {
        nodePath: this.options.nodePath,
        arguments: [...command.arguments, ...this.launcher.debugOptions],
        folder: launch.projectFolder,
        environment: { ...place.script.environment, ...command.environment },
        readOutcomes: () => this.outcomesOf(launch, request.files),
        dispose,
      };
    } catch (error) {
      await dispose();
      throw error;
    }
  }

  private async outcomesOf(launch: Launch, files: readonly WorkspacePath[]): Promise<readonly TestOutcome[]> {
    const report = await this.launcher.readReport(launch);
    if (report?.status !== 'ran') return [];
    return report.tests.flatMap(({ path, ...test }) => {
      const file = this.options.workspace.toWorkspacePath(path);
      return file !== undefined && files.includes(file) ? [{ file, ...test }] : [];
    });
  }

  private async launchIn(
    temporaryFolder: string,
    request: Pick<TestRunRequest, 'project' | 'files' | 'coverageOf' | 'marked'>,
  ): Promise<{ readonly launch: Launch; readonly place: RunPlace }> {
    const { workspace } = this.options;
    const installed = await this.findInstalled(request.project);
    const place = await findRunPlace(workspace, request.project);
    const isCoverageMeasured = request.coverageOf.length > 0;
    const launch = {
      projectFolder: workspace.toAbsolutePath(place.folder),
      script: place.script,
      installed,
      files: request.files.map((file) => workspace.toAbsolutePath(file)),
      isCoverageMeasured,
      isOneByOne: isCoverageMeasured || request.marked !== undefined,
      temporaryFolder,
      reportFile: join(temporaryFolder, 'report.json'),
    };
    return { launch, place };
  }

  private async runFiles(request: TestRunRequest, signal: AbortSignal): Promise<TestRunResult> {
    this.swept ??= runFolders.removeAbandoned();
    await this.swept;
    const temporaryFolder = await runFolders.create();
    try {
      return await this.runIn(temporaryFolder, request, signal);
    } finally {
      await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  private async runIn(
    temporaryFolder: string,
    request: TestRunRequest,
    signal: AbortSignal,
  ): Promise<TestRunResult> {
    const { workspace } = this.options;
    const recordFolder = join(temporaryFolder, 'coverage');
    await mkdir(recordFolder);
    const { launch, place } = await this.launchIn(temporaryFolder, request);
    const command = await this.launcher.prepare(launch);
    const commandLine = await this.describeCommand(command, place, request);
    const startedAt = performance.now();
    const { marked } = request;
    const watch = marked && watchForStalls(recordFolder, marked.bodyTimeoutMs);
    const end = await runRunnerProcess(
      {
        command: this.options.nodePath,
        arguments: command.arguments,
        folder: launch.projectFolder,
        environment: createRunnerEnvironment({
          inherited: process.env,
          added: { ...place.script.environment, ...command.environment, ...request.environment },
          probePath: this.options.probePath,
          probe: {
            targets: await this.findTargets(request.coverageOf),
            outDir: recordFolder,
            ...(marked && { marked }),
          },
        }),
        timeoutMs: request.timeoutMs,
        onOutput: request.onOutput,
        ...(watch && { giveUp: watch.signal }),
      },
      signal,
    ).finally(() => watch?.stop());
    const durationMs = performance.now() - startedAt;
    const marks = marked && { marks: await readMarkRecords(recordFolder) };
    if (end.status === 'timed-out') {
      const timeoutMs = watch?.signal.aborted && marked ? marked.bodyTimeoutMs : request.timeoutMs;
      return { status: 'timed-out', commandLine, timeoutMs, ...marks };
    }
    const report = await this.launcher.readReport(launch);
    if (report?.status === 'stopped-while-loading' && request.files.length > 1) {
      return this.runSeparately(request, commandLine, durationMs, signal);
    }
    const result = toRunResult({
      frameworkName: this.launcher.displayName,
      report,
      end,
      requestedFile: this.findRequestedFile(request),
      onlyFile: request.files.length === 1 ? request.files[0] : undefined,
      commandLine,
      durationMs,
    });
    if (result.status !== 'completed' || !launch.isCoverageMeasured) return { ...result, ...marks };
    return {
      ...result,
      ...marks,
      coverage: await this.options.readCoverage(recordFolder, workspace, request.coverageOf),
    };
  }

  /** One file that cannot be loaded stops the run of all: alone, the others still run. */
  private async runSeparately(
    request: TestRunRequest,
    commandLine: string,
    spentMs: number,
    signal: AbortSignal,
  ): Promise<TestRunResult> {
    const results: CompletedRun[] = [];
    let remainingMs = request.timeoutMs - spentMs;
    for (const file of request.files) {
      const startedAt = performance.now();
      const result = await this.runFiles(
        { ...request, files: [file], timeoutMs: Math.max(1, remainingMs) },
        signal,
      );
      remainingMs -= performance.now() - startedAt;
      if (result.status === 'timed-out') return { ...result, timeoutMs: limitOf(result, request) };
      if (result.status === 'failed') return result;
      results.push(result);
    }
    return { ...mergeRuns(results), commandLine };
  }

  /** From the absolute path in a report to the file of the request; undefined for files that were not asked for. */
  private findRequestedFile({ files }: TestRunRequest): (path: string) => WorkspacePath | undefined {
    const requested = new Set(files);
    return (path) => {
      const file = this.options.workspace.toWorkspacePath(path);
      return file !== undefined && requested.has(file) ? file : undefined;
    };
  }

  private async findInstalled(project: TestProject): Promise<Launch['installed']> {
    const { packageName, displayName } = this.launcher;
    if (packageName === undefined) return undefined;
    const { workspace } = this.options;
    const installed = await findFrameworkPackage(workspace.toAbsolutePath(project.root), packageName);
    if (installed) return installed;
    const plugAndPlay = await findPlugAndPlay(workspace, project.root);
    if (plugAndPlay !== undefined) {
      throw new TestRunnerError(
        'test-runner-not-installed',
        `${displayName} cannot be started: Yarn Plug'n'Play (${plugAndPlay}) keeps packages where Node.js does not find them.`,
        { hint: 'Set "nodeLinker: node-modules" in .yarnrc.yml and run yarn install.' },
      );
    }
    const manager = await findPackageManager(workspace, project.root);
    const folder = manager.folder === '.' ? 'the opened folder' : manager.folder;
    throw new TestRunnerError(
      'test-runner-not-installed',
      `${displayName} is what ${joinPath(project.root, 'package.json')} tests with, but it is not installed.`,
      { hint: `Run ${manager.name} install in ${folder}.` },
    );
  }

  /** With links resolved as well: V8 names modules by where they really are. */
  private async findTargets(files: readonly WorkspacePath[]): Promise<readonly string[]> {
    const paths = files.map((file) => this.options.workspace.toAbsolutePath(file));
    const realPaths = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
    return [...new Set([...paths, ...realPaths])];
  }

  /** What a user would type in the folder of the run. */
  private async describeCommand(
    { commandLine }: LaunchCommand,
    { folder }: RunPlace,
    { project, files }: TestRunRequest,
  ): Promise<string> {
    const start =
      this.launcher.packageName === undefined
        ? []
        : [(await findPackageManager(this.options.workspace, project.root)).run];
    const inFolder = files.map((file) => (folder === '.' ? file : file.replace(`${folder}/`, '')));
    return [...start, commandLine, ...inFolder].join(' ');
  }
}

/** The limit that a run of several files has reached when that of one has timed out: of a body, or of them all. */
function limitOf(
  { timeoutMs }: { readonly timeoutMs: number },
  { marked, timeoutMs: all }: TestRunRequest,
): number {
  return marked !== undefined && timeoutMs === marked.bodyTimeoutMs ? timeoutMs : all;
}
