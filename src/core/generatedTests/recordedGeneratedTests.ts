import type { Clock } from '../../base/clock';
import { describeFailedRun } from '../generation/runResults';
import type { RunRecord, RunStore } from '../generation/runStore';
import { TemporaryFiles } from '../generation/temporaryFiles';
import type { OpenWorkbench, Workbench } from '../generation/workbench';
import type { FileCoverage } from '../testing/coverage';
import type { TestProject } from '../testing/testProject';
import type { DebugCommand, TestOutcome } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type {
  GeneratedFile,
  GeneratedTest,
  GeneratedTests,
  GeneratedTestsJob,
  GeneratedTestsResult,
} from './generatedTests';
import { recordedFiles } from './recordedTests';
import { coverageApart } from './testsApart';

export interface GeneratedTestsDependencies {
  readonly runStore: RunStore;
  readonly openWorkbench: OpenWorkbench;
  readonly createRunId: () => string;
  readonly processId: number;
  readonly clock: Clock;
  /** Wall-clock limit for one invocation of a test runner. */
  readonly testRunTimeoutMs: number;
}

/** Finds generated tests by the records of runs and runs them as the user's own runner does. */
export class RecordedGeneratedTests implements GeneratedTests {
  constructor(private readonly dependencies: GeneratedTestsDependencies) {}

  async files(workspaceRoot: string): Promise<readonly GeneratedFile[]> {
    const files = recordedFiles(await this.dependencies.runStore.list(workspaceRoot));
    if (files.length === 0) return [];
    const { workspace } = await this.dependencies.openWorkbench(workspaceRoot);
    const isThere = await Promise.all(files.map(({ path }) => workspace.exists(path)));
    return files.filter((_, index) => isThere[index]);
  }

  async locate(workspaceRoot: string, file: GeneratedFile): Promise<readonly GeneratedTest[] | undefined> {
    const { workspace, languageFor } = await this.dependencies.openWorkbench(workspaceRoot);
    const [language, text] = [await languageFor(file.path), await workspace.readText(file.path)];
    if (!language || text === undefined) return [];
    return language.locateTests(text)?.flatMap(({ suites, title, range }) => {
      const receipt = file.receipts.find((one) => one.title === title && one.unit === suites.at(-1));
      return receipt ? [{ receipt, range }] : [];
    });
  }

  async run(job: GeneratedTestsJob, signal: AbortSignal): Promise<GeneratedTestsResult> {
    const workbench = await this.dependencies.openWorkbench(job.workspaceRoot);
    const run = new Run(workbench, this.dependencies, job, signal);
    try {
      for (const group of await groupsOf(job.files, workbench)) await run.perform(group);
      return run.result;
    } finally {
      await run.end();
    }
  }

  async debugCommand(workspaceRoot: string, file: WorkspacePath): Promise<DebugCommand> {
    const workbench = await this.dependencies.openWorkbench(workspaceRoot);
    const project = await workbench.detectProject(file);
    return await workbench.debugCommand({ project, files: [file] });
  }
}

interface FileGroup {
  readonly project: TestProject;
  readonly files: readonly GeneratedFile[];
}

/** Files of one project run together. */
async function groupsOf(
  files: readonly GeneratedFile[],
  workbench: Workbench,
): Promise<readonly FileGroup[]> {
  const groups = new Map<string, FileGroup>();
  for (const file of files) {
    const project = await workbench.detectProject(file.path);
    const key = `${project.framework} ${project.root}`;
    groups.set(key, { project, files: [...(groups.get(key)?.files ?? []), file] });
  }
  return [...groups.values()];
}

class Run {
  private readonly tests: TestOutcome[] = [];
  private readonly broken: { file: WorkspacePath; message: string }[] = [];
  private readonly problems: { files: readonly WorkspacePath[]; message: string }[] = [];
  private readonly coverage: FileCoverage[] = [];
  private readonly byTest: GeneratedTestsResult['byTest'][number][] = [];
  private readonly temporaryFiles: TemporaryFiles;
  private readonly runId: string;
  private readonly recordAs: (state: RunRecord['state']) => RunRecord;

  constructor(
    private readonly workbench: Workbench,
    private readonly dependencies: GeneratedTestsDependencies,
    private readonly job: GeneratedTestsJob,
    private readonly signal: AbortSignal,
  ) {
    const { runStore, createRunId, clock, processId } = dependencies;
    this.runId = createRunId();
    const startedAtMs = clock.now();
    this.temporaryFiles = new TemporaryFiles(workbench.workspace, runStore, () => this.recordAs('running'));
    this.recordAs = (state) => ({
      runId: this.runId,
      workspaceRoot: workbench.workspace.rootPath,
      startedAtMs,
      ownerPid: processId,
      state,
      temporaryFiles: this.temporaryFiles.paths,
      newFolders: this.temporaryFiles.newFolders,
      changes: [],
    });
  }

  get result(): GeneratedTestsResult {
    const { tests, broken: brokenFiles, problems, coverage, byTest } = this;
    return { tests, brokenFiles, problems, coverage, byTest };
  }

  async perform({ project, files }: FileGroup): Promise<void> {
    const sources = this.job.coverage === 'none' ? [] : [...new Set(files.flatMap(sourcesOf))];
    const paths = files.map(({ path }) => path);
    const runner = this.workbench.runnerFor(project.framework);
    const result = await runner.run(
      { ...this.request, project, files: paths, coverageOf: sources },
      this.signal,
    );
    if (result.status !== 'completed') {
      this.problems.push({ files: paths, message: describeFailedRun(result) });
      return;
    }
    this.tests.push(...result.tests);
    this.broken.push(...result.brokenFiles);
    this.coverage.push(...(result.coverage?.total ?? []));
    if (this.job.coverage !== 'per-test') return;
    const { workbench, temporaryFiles, runId, signal, request } = this;
    for (const file of files) {
      for (const source of sourcesOf(file))
        this.byTest.push(
          ...(await coverageApart(file, source, { workbench, temporaryFiles, runId, signal, request })),
        );
    }
  }

  async end(): Promise<void> {
    await this.temporaryFiles.removeAll();
    if (this.temporaryFiles.wereUsed) await this.dependencies.runStore.save(this.recordAs('finished'));
  }

  private get request() {
    return {
      environment: {},
      timeoutMs: this.dependencies.testRunTimeoutMs,
      onOutput: this.job.onOutput,
    };
  }
}

function sourcesOf({ receipts }: GeneratedFile): readonly WorkspacePath[] {
  return [...new Set(receipts.map(({ sourceFile }) => sourceFile))];
}
