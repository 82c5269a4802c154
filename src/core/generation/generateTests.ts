import { throwIfAborted } from '../../base/abort';
import { countOf } from '../../base/countOf';
import { AppError } from '../../base/error';
import { systemTimer } from '../../base/timer';
import type { EmitPart } from '../agents/taskWork';
import type { FleetConfig } from '../config/fleetConfig';
import type { CostTracker } from '../cost/costTracker';
import type { AnalysisDependencies } from '../coverageAnalysis/analyzeCoverage';
import type { TestProject } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';
import { assertOwnTestFile, describePlans, type TestPlan } from './2-planTests';
import type { CandidateSources } from './candidateSources';
import { type ChosenTargets, chooseTargets } from './chooseTargets';
import { costOfRun } from './costOfRun';
import { withElapsedReports } from './elapsedReports';
import type { GenerateTestsRequest } from './generateTestsRequest';
import { GroupWork } from './groupWork';
import { RunAccount } from './runAccount';
import { RunAllowance } from './runAllowance';
import type { RunContext } from './runContext';
import { groupPlans, type PlanGroup } from './runOrder';
import { RunProgress } from './runProgress';
import { RunReports } from './runReports';
import { type GroupShares, groupShares } from './runShare';
import { RunStop } from './runStop';
import type { RunRecord, RunStore } from './runStore';
import type { RunSummary } from './runSummary';
import type { ConfirmSpending } from './spendingPlan';
import { TargetPlanning } from './targetPlanning';
import { tell } from './tell';
import { TemporaryFiles } from './temporaryFiles';
import { cleanUpInterruptedRuns } from './undoRun';

export interface GenerationDependencies extends AnalysisDependencies {
  /** They put each of their calls on record themselves. */
  readonly sources: CandidateSources;
  /** As they are when the run starts. */
  readonly settings: Pick<FleetConfig, 'generation' | 'mutation'>;
  /** Asked before the first paid call, if the settings say so. Default: nobody is asked. */
  readonly confirmSpending?: ConfirmSpending;
  readonly costs: CostTracker;
  readonly runStore: RunStore;
  /** Of the process that performs the run. */
  readonly processId: number;
  readonly isProcessAlive: (pid: number) => boolean;
}

export interface GenerationRun {
  readonly runId: string;
  readonly request: GenerateTestsRequest;
  readonly emit: EmitPart;
  readonly signal: AbortSignal;
  /** Aborted by a user who wants no more tests, but those that have passed. */
  readonly stopSignal?: AbortSignal;
  /** The text of tests is wanted as it is written. Default: false. */
  readonly isStreaming?: boolean;
  /** While a test runner is at work, progress is reported this often. */
  readonly elapsedReportIntervalMs: number;
}

/**
 * Generates tests for the targets of a request and keeps those that proved themselves. A target that cannot be used is
 * reported and the others go on; when it is the only one, its error is thrown. On every way out, cancellation included,
 * no temporary file and no child process is left.
 */
export async function generateTests(
  dependencies: GenerationDependencies,
  run: GenerationRun,
): Promise<RunSummary> {
  const generation = new Generation(dependencies, run);
  try {
    await generation.cleanUpAfterOthers();
    await generation.perform();
    return await generation.summary();
  } finally {
    await generation.end();
  }
}

/** The state of one run while it goes through the stages. */
class Generation {
  private readonly startedAtMs: number;
  private readonly progress: RunProgress;
  private readonly reports: RunReports;
  private readonly temporaryFiles: TemporaryFiles;
  private readonly account: RunAccount;
  private readonly allowance: RunAllowance;
  private readonly stop: RunStop;

  constructor(
    private readonly dependencies: GenerationDependencies,
    private readonly run: GenerationRun,
  ) {
    const { clock, workbench, confirmSpending: confirm, setTimer = systemTimer } = dependencies;
    const { runId, request, signal } = run;
    this.startedAtMs = clock.now();
    this.progress = new RunProgress(run.emit);
    this.reports = new RunReports({
      emit: run.emit,
      progress: this.progress,
      isStreaming: run.isStreaming ?? false,
    });
    this.account = new RunAccount(run.emit);
    this.allowance = new RunAllowance({ runId, workspaceRoot: request.workspaceRoot, confirm, signal });
    this.stop = new RunStop({
      user: run.stopSignal,
      timeLimitSeconds: request.timeLimitSeconds,
      setTimer,
    });
    this.temporaryFiles = new TemporaryFiles(workbench.workspace, dependencies.runStore, () =>
      this.record('running'),
    );
  }

  /** Removes what runs left behind whose process was killed. */
  async cleanUpAfterOthers(): Promise<void> {
    const { runStore, workbench, isProcessAlive } = this.dependencies;
    const { removed, failed } = await cleanUpInterruptedRuns(runStore, workbench.workspace, isProcessAlive);
    for (const path of removed)
      await this.reports.notice(`Removed ${path}, left behind by an interrupted run.`);
    for (const { path, reason } of failed) {
      await this.reports.notice(
        `${path} was left behind by an interrupted run and cannot be removed: ${reason}`,
      );
    }
  }

  async perform(): Promise<void> {
    const chosen = await this.choose();
    const plans = await this.plan(chosen);
    const { request } = this.run;
    const mayEndEarly =
      request.scope === 'uncovered' || chosen.goal !== undefined || request.timeLimitSeconds !== undefined;
    // What no test loads is not measured, but how much there is of it is known.
    for (const { target, instrumented } of plans)
      chosen.goal?.noteSize(
        target.path,
        instrumented.points.filter(({ kind }) => kind === 'statement').length,
      );
    const groups = groupPlans(plans, mayEndEarly);
    for (const [index, group] of groups.entries()) {
      if (chosen.goal?.isReached) this.stop.stop('goal');
      if (this.stop.signal.aborted) {
        this.account.skip(groups.slice(index).flatMap((rest) => rest.map(({ target }) => target.path)));
        break;
      }
      await this.work(group, groupShares(index, groups.length), chosen);
    }
    if (chosen.goal?.isReached) this.stop.stop('goal');
  }

  async summary(): Promise<RunSummary> {
    await this.progress.report(1, 'Done');
    const { clock, costs } = this.dependencies;
    const { runId } = this.run;
    const cost = await costOfRun(costs, runId);
    const { reason } = this.stop;
    return this.account.summary(runId, clock.now() - this.startedAtMs, { cost, stopReason: reason });
  }

  /** Leaves the workspace clean and the record of the run true, on every way out. */
  async end(): Promise<void> {
    this.stop.dispose();
    await this.temporaryFiles.removeAll();
    const { changes, proposals } = this.account;
    if (this.temporaryFiles.wereUsed || changes.length + proposals.length > 0)
      await this.dependencies.runStore.save(this.record('finished'));
  }

  private async choose(): Promise<ChosenTargets> {
    const { request, signal, runId, elapsedReportIntervalMs } = this.run;
    // The parts of an analysis would be taken for those of this run.
    const emit: EmitPart = (part) =>
      part.type === 'notice' || part.type === 'output' ? this.run.emit(part) : undefined;
    const run = { runId, signal, emit, elapsedReportIntervalMs };
    const chosen = await chooseTargets(request, { dependencies: this.dependencies, run });
    if (chosen.targets.length === 0) await this.reports.notice('There is nothing to write tests for.');
    return chosen;
  }

  private async plan({ targets, changedLines }: ChosenTargets): Promise<readonly TestPlan[]> {
    await this.reports.startStage('inspect', `Reading ${countOf(targets.length, 'file')}`, 0);
    const plans: TestPlan[] = [];
    const planning = new TargetPlanning(this.dependencies.workbench, this.run.request.framework, (project) =>
      this.runContext(project),
    );
    for (const target of targets) {
      await this.attempt([target.path], async () => {
        const plan = await planning.plan(target, changedLines?.get(target.path));
        assertOwnTestFile(plan, plans);
        plans.push(plan);
      });
    }
    await this.reports.startStage('plan', describePlans(plans), 0.04);
    return plans;
  }

  /** Collects, judges and writes the tests of one group. */
  private async work(group: PlanGroup, shares: GroupShares, { goal }: ChosenTargets): Promise<void> {
    const files = group.map(({ target }) => target.path);
    const [first] = group;
    if (!first) return;
    await this.attempt(files, async () => {
      const work = new GroupWork(this.runContext(first.project), {
        ...this.dependencies,
        account: this.account,
        allowance: this.allowance,
        progress: this.progress,
        reports: this.reports,
        attempt: (paths, step) => this.attempt(paths, step),
        stop: this.stop.signal,
        writeMode: this.run.request.writeMode ?? 'write',
        record: () => this.record('running'),
      });
      for (const { plan, coverageAfter } of await work.perform(group, shares)) {
        if (coverageAfter) goal?.note(plan.target.path, coverageAfter);
      }
    });
  }

  /** Does one step for some of the files; its failure is theirs alone, unless they are all there is. */
  private async attempt(sourceFiles: readonly WorkspacePath[], step: () => Promise<void>): Promise<void> {
    throwIfAborted(this.run.signal);
    try {
      await step();
    } catch (error) {
      if (!(error instanceof AppError) || sourceFiles.length === this.run.request.targets.length) throw error;
      for (const sourceFile of sourceFiles) await this.account.addFailure(sourceFile, error);
    }
  }

  private runContext({ framework }: TestProject): RunContext {
    const { workbench, clock, setTimer = systemTimer, testRunTimeoutMs } = this.dependencies;
    const runner = workbench.runnerFor(framework);
    return {
      runId: this.run.runId,
      runner: withElapsedReports(runner, {
        report: (elapsedSeconds) => this.progress.reportElapsed(elapsedSeconds),
        intervalMs: this.run.elapsedReportIntervalMs,
        clock,
        setTimer,
      }),
      temporaryFiles: this.temporaryFiles,
      timeoutMs: testRunTimeoutMs,
      onOutput: (text) => tell(async () => await this.run.emit({ type: 'output', text })),
      signal: this.run.signal,
    };
  }

  private record(state: RunRecord['state']): RunRecord {
    const { changes, proposals, written } = this.account;
    return {
      runId: this.run.runId,
      workspaceRoot: this.dependencies.workbench.workspace.rootPath,
      startedAtMs: this.startedAtMs,
      ownerPid: this.dependencies.processId,
      state,
      temporaryFiles: this.temporaryFiles.paths,
      newFolders: this.temporaryFiles.newFolders,
      changes,
      ...(written.length > 0 && { kept: written }),
      ...(proposals.length > 0 && { proposals }),
    };
  }
}
