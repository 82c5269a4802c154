import { throwIfAborted } from '../../base/abort';
import type { Clock } from '../../base/clock';
import { countOf } from '../../base/countOf';
import { AppError } from '../../base/error';
import { type SetTimer, systemTimer } from '../../base/timer';
import type { EmitPart } from '../agents/taskWork';
import type { MeasuredCoverage } from '../codeInsight/measuredCoverage';
import { TestRunnerError } from '../errors';
import { withElapsedReports } from '../generation/elapsedReports';
import { RunProgress } from '../generation/runProgress';
import { type CompletedRun, describeFailedRun } from '../generation/runResults';
import { tell } from '../generation/tell';
import type { Workbench } from '../generation/workbench';
import type { CodeMeter } from '../routing/codeMeter';
import type { StageName } from '../streaming/runPart';
import type { TestProject } from '../testing/testProject';
import type { TestRunner, TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import { AnalysisAccount } from './analysisAccount';
import { type AnalysisScope, analysisScope } from './analysisScope';
import type { AnalyzeCoverageRequest } from './analyzeCoverageRequest';
import type { CoverageAnalysis } from './coverageAnalysis';
import type { CoverageFiles } from './coverageFiles';
import { type InspectedSource, inspectSource, withoutTests } from './inspectSource';
import { type ReportedCoverage, readReportedCoverage } from './reportedCoverage';

export interface AnalysisDependencies {
  readonly workbench: Workbench;
  /** Says how complex the code of a gap is. */
  readonly meter: CodeMeter;
  readonly coverageFiles: CoverageFiles;
  /** Is told what was measured. Default: nobody is. */
  readonly measured?: MeasuredCoverage;
  readonly clock: Clock;
  /** Wall-clock limit for one invocation of a test runner. */
  readonly testRunTimeoutMs: number;
  /** Default: timers of the platform. */
  readonly setTimer?: SetTimer;
}

export interface AnalysisRun {
  readonly runId: string;
  readonly request: Omit<AnalyzeCoverageRequest, 'type' | 'workspaceRoot'>;
  readonly emit: EmitPart;
  readonly signal: AbortSignal;
  /** While tests run, progress is reported this often. */
  readonly elapsedReportIntervalMs: number;
}

/**
 * Measures what the existing tests that belong to the targets execute of them, in the workspace's own runner, or reads it from
 * coverage files; and names what is left out, riskiest first. Writes nothing into the workspace. A target that cannot be used is
 * reported and the others go on; when it is the only one, its error is thrown.
 * @throws WorkspaceError, GenerationError, TestRunnerError of the only target; WorkspaceError `git-unavailable`,
 * `git-base-unknown` when only changed lines are wanted, and as `CoverageFiles.read` does; AbortError
 */
export async function analyzeCoverage(
  dependencies: AnalysisDependencies,
  run: AnalysisRun,
): Promise<CoverageAnalysis> {
  const startedAtMs = dependencies.clock.now();
  const { workbench, coverageFiles } = dependencies;
  const { request, signal } = run;
  const scope = await analysisScope(request, workbench, signal);
  const reported =
    request.from && (await readReportedCoverage(request.from, coverageFiles, workbench.workspace));
  const analysis = new Analysis(dependencies, run, { scope, reported });
  const sources = await analysis.inspect();
  await analysis.measure(sources);
  return { ...(await analysis.result()), durationMs: dependencies.clock.now() - startedAtMs };
}

/** The state of one analysis while it goes through its stages. */
class Analysis {
  private readonly progress: RunProgress;
  private readonly targets: readonly WorkspacePath[];
  private readonly reported: ReportedCoverage | undefined;
  private readonly account: AnalysisAccount;

  constructor(
    private readonly dependencies: AnalysisDependencies,
    private readonly run: AnalysisRun,
    { scope, reported }: { readonly scope: AnalysisScope; readonly reported: ReportedCoverage | undefined },
  ) {
    this.progress = new RunProgress(run.emit);
    const { measured, workbench } = dependencies;
    this.account = new AnalysisAccount(run.emit, scope.changed, ({ text }, coverage) =>
      measured?.note(workbench.workspace.rootPath, text, coverage),
    );
    this.targets = scope.targets;
    this.reported = reported;
  }

  async inspect(): Promise<readonly InspectedSource[]> {
    const { framework } = this.run.request;
    const { workbench } = this.dependencies;
    await this.startStage('inspect', `Reading ${countOf(this.targets.length, 'file')}`, 0);
    const reader = this.reported ? withoutTests(workbench) : workbench;
    const sources: InspectedSource[] = [];
    for (const target of this.targets) {
      await this.attempt([target], async () => {
        sources.push(await inspectSource(target, framework, reader));
      });
    }
    return sources;
  }

  /** Takes what coverage files say, or runs the tests that belong to the sources, once for each project. */
  async measure(sources: readonly InspectedSource[]): Promise<void> {
    const tested: InspectedSource[] = [];
    for (const source of sources) {
      if (!source.isExecutable) this.account.addEmpty(source);
      else if (this.reported) this.take(source, this.reported);
      else if (source.relatedTests.length > 0) tested.push(source);
      else this.account.addUnmeasured(source, 'No test file imports it or is named after it.');
    }
    const projects = groupByProject(tested);
    for (const [index, project] of projects.entries()) {
      const { framework } = project[0].project;
      const files = countOf(testFilesOf(project).length, 'test file');
      await this.startStage('run', `Running ${files} in ${framework}`, 0.1 + 0.9 * (index / projects.length));
      await this.attempt(
        project.map(({ path }) => path),
        () => this.runTests(project),
      );
    }
  }

  async result(): Promise<Omit<CoverageAnalysis, 'durationMs'>> {
    const { meter, workbench, coverageFiles } = this.dependencies;
    const { runId, request, signal } = this.run;
    const { history, workspace } = workbench;
    const result = await this.account.result(this.targets, { meter, history, signal });
    const { report: format } = request;
    const text = format && (await coverageFiles.write(this.account.measured, format, workspace));
    await this.progress.report(1, 'Done');
    return {
      ...result,
      ...(this.reported && { sources: this.reported.sources }),
      ...(format && text !== undefined && { report: { format, text } }),
      runId,
    };
  }

  private take(source: InspectedSource, { byFile, sources }: ReportedCoverage): void {
    const coverage = byFile.get(source.path);
    const names = sources.map(({ path }) => path).join(', ');
    if (coverage) this.account.addMeasured(source, coverage);
    else
      this.account.addUnmeasured(source, `${names} ${sources.length === 1 ? 'says' : 'say'} nothing of it.`);
  }

  /** Runs what belongs to sources of one project; if that does not come to an end, for each source alone. */
  private async runTests(sources: Project): Promise<void> {
    const { emit, signal } = this.run;
    const [{ project }] = sources;
    const files = testFilesOf(sources);
    const result = await this.runnerFor(project).run(
      {
        project,
        files,
        coverageOf: sources.map(({ path }) => path),
        environment: {},
        timeoutMs: this.dependencies.testRunTimeoutMs,
        onOutput: (text) => tell(async () => await emit({ type: 'output', text })),
      },
      signal,
    );
    if (result.status === 'completed') {
      await this.account.addRun(sources, files, result);
      return;
    }
    if (sources.length === 1) throw toError(result);
    await emit({ type: 'notice', message: `${describeFailedRun(result)} Each file is now measured alone.` });
    for (const source of sources) await this.attempt([source.path], () => this.runTests([source]));
  }

  /** Does one step for some of the files; its failure is theirs alone, unless they are all there is. */
  private async attempt(sourceFiles: readonly WorkspacePath[], step: () => Promise<void>): Promise<void> {
    throwIfAborted(this.run.signal);
    try {
      await step();
    } catch (error) {
      if (!(error instanceof AppError) || sourceFiles.length === this.targets.length) throw error;
      for (const sourceFile of sourceFiles) await this.account.addFailure(sourceFile, error);
    }
  }

  private runnerFor({ framework }: TestProject): TestRunner {
    const { workbench, clock, setTimer = systemTimer } = this.dependencies;
    return withElapsedReports(workbench.runnerFor(framework), {
      report: (elapsedSeconds) => this.progress.reportElapsed(elapsedSeconds),
      intervalMs: this.run.elapsedReportIntervalMs,
      clock,
      setTimer,
    });
  }

  /** @param fraction of the whole run that is done when the stage begins */
  private async startStage(stage: StageName, message: string, fraction: number): Promise<void> {
    await this.run.emit({ type: 'stage-start', stage, message });
    await this.progress.report(fraction, message);
  }
}

/** Sources of one project, at least one. */
type Project = readonly [InspectedSource, ...InspectedSource[]];

function groupByProject(sources: readonly InspectedSource[]): readonly Project[] {
  const groups = new Map<string, Project>();
  for (const source of sources) {
    const { root, framework } = source.project;
    const key = `${framework} ${root}`;
    const known = groups.get(key);
    groups.set(key, known ? [...known, source] : [source]);
  }
  return [...groups.values()];
}

function testFilesOf(sources: readonly InspectedSource[]): readonly WorkspacePath[] {
  return [...new Set(sources.flatMap(({ relatedTests }) => relatedTests))];
}

function toError(result: Exclude<TestRunResult, CompletedRun>): TestRunnerError {
  const code = result.status === 'timed-out' ? 'test-runner-timed-out' : 'test-runner-failed';
  return new TestRunnerError(code, `${describeFailedRun(result)} Command: ${result.commandLine}`, {
    hint: 'Run the command yourself to see what is wrong.',
  });
}
