import { throwIfAborted } from '../../base/abort';
import type { Clock } from '../../base/clock';
import { countOf } from '../../base/countOf';
import { AppError } from '../../base/error';
import { type SetTimer, systemTimer } from '../../base/timer';
import type { EmitPart } from '../agents/taskWork';
import type { CostTracker } from '../cost/costTracker';
import { embeddedModel } from '../routing/modelCatalog';
import type { StageName } from '../streaming/runPart';
import type { WorkspacePath } from '../testing/workspace';
import { inspectTarget } from './1-inspectTarget';
import { assertOwnTestFile, describePlans, planTests, type TestPlan } from './2-planTests';
import { type WrittenTests, writeTests } from './3-writeTests';
import { type Baseline, measureBaseline, type RunContext, runTests } from './4-runTests';
import { judgeTests } from './5-judgeTests';
import type { CandidateSource, TestCandidate } from './candidate';
import { costOfRun } from './costOfRun';
import { withElapsedReports } from './elapsedReports';
import type { GenerateTestsRequest } from './generateTestsRequest';
import { RunAccount } from './runAccount';
import { RunProgress } from './runProgress';
import { coverageChange, receiptsOf } from './runReport';
import type { RunRecord, RunStore } from './runStore';
import type { RunSummary } from './runSummary';
import { tell } from './tell';
import { TemporaryFiles } from './temporaryFiles';
import type { JudgedTests } from './testFileJudge';
import { cleanUpInterruptedRuns } from './undoRun';
import type { Workbench } from './workbench';
import { writeKeptTests } from './writeKeptTests';

export interface GenerationDependencies {
  readonly workbench: Workbench;
  /** Puts each of its calls on record itself. */
  readonly source: CandidateSource;
  readonly clock: Clock;
  readonly costs: CostTracker;
  readonly runStore: RunStore;
  /** Of the process that performs the run. */
  readonly processId: number;
  readonly isProcessAlive: (pid: number) => boolean;
  /** Wall-clock limit for one invocation of a test runner. */
  readonly testRunTimeoutMs: number;
  /** Default: timers of the platform. */
  readonly setTimer?: SetTimer;
}

export interface GenerationRun {
  readonly runId: string;
  readonly request: GenerateTestsRequest;
  readonly emit: EmitPart;
  readonly signal: AbortSignal;
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
    const plans = await generation.plan();
    const written = await generation.write(plans);
    for (const project of groupByProject(written)) await generation.judge(project);
    return await generation.summary();
  } finally {
    await generation.end();
  }
}

/** The state of one run while it goes through the stages. */
class Generation {
  private readonly startedAtMs: number;
  private readonly progress: RunProgress;
  private readonly temporaryFiles: TemporaryFiles;
  private readonly account: RunAccount;

  constructor(
    private readonly dependencies: GenerationDependencies,
    private readonly run: GenerationRun,
  ) {
    const { clock, workbench } = dependencies;
    this.startedAtMs = clock.now();
    this.progress = new RunProgress(run.emit);
    this.account = new RunAccount(run.emit);
    this.temporaryFiles = new TemporaryFiles(workbench.workspace, dependencies.runStore, () =>
      this.record('running'),
    );
  }

  /** Removes what runs left behind whose process was killed. */
  async cleanUpAfterOthers(): Promise<void> {
    const { runStore, workbench, isProcessAlive } = this.dependencies;
    const { removed, failed } = await cleanUpInterruptedRuns(runStore, workbench.workspace, isProcessAlive);
    for (const path of removed)
      await this.run.emit({ type: 'notice', message: `Removed ${path}, left behind by an interrupted run.` });
    for (const { path, reason } of failed) {
      await this.run.emit({
        type: 'notice',
        message: `${path} was left behind by an interrupted run and cannot be removed: ${reason}`,
      });
    }
  }

  private get source(): CandidateSource {
    return this.dependencies.source;
  }

  async plan(): Promise<readonly TestPlan[]> {
    const { request } = this.run;
    const { workbench } = this.dependencies;
    await this.startStage('inspect', `Reading ${countOf(request.targets.length, 'file')}`, 0);
    const plans: TestPlan[] = [];
    for (const target of request.targets) {
      await this.attempt([target.path], async () => {
        const inspected = await inspectTarget(target, request.framework, workbench);
        const plan = await planTests(inspected, workbench);
        assertOwnTestFile(plan, plans);
        plans.push(plan);
      });
    }
    await this.startStage('plan', describePlans(plans), 0.04);
    return plans;
  }

  async write(plans: readonly TestPlan[]): Promise<readonly WrittenTests[]> {
    const { emit, signal } = this.run;
    await this.startStage('write', `Writing candidates with ${describeSource(this.source)}`, 0.05);
    const written: WrittenTests[] = [];
    for (const [index, plan] of plans.entries()) {
      const sourceFile = plan.target.path;
      const listener = {
        onCandidate: (candidate: TestCandidate) => this.propose(candidate, sourceFile),
        onNotice: async (message: string) =>
          await emit({ type: 'notice', message: `${sourceFile}: ${message}` }),
        onProgress: (fraction: number, message: string) =>
          this.progress.report(0.05 + 0.45 * ((index + fraction) / plans.length), message),
      };
      await this.attempt([sourceFile], async () => {
        const tests = await writeTests(plan, this.source, listener, signal);
        written.push(tests);
      });
    }
    return written;
  }

  /** Runs and judges the candidates of one project, and writes what is kept. */
  async judge(written: readonly WrittenTests[]): Promise<void> {
    const sourceFiles = written.map(({ plan }) => plan.target.path);
    await this.attempt(sourceFiles, async () => {
      const { judged, baseline } = await this.measure(written).catch(async (error: unknown) => {
        await this.giveUp(written, error);
        throw error;
      });
      throwIfAborted(this.run.signal);
      for (const item of judged) {
        await this.attempt([item.plan.target.path], () => this.settle(item, written, baseline));
      }
    });
  }

  async summary(): Promise<RunSummary> {
    await this.progress.report(1, 'Done');
    const { clock, costs } = this.dependencies;
    const { runId } = this.run;
    const cost = await costOfRun(costs, runId);
    return this.account.summary(runId, clock.now() - this.startedAtMs, cost);
  }

  /** Leaves the workspace clean and the record of the run true, on every way out. */
  async end(): Promise<void> {
    await this.temporaryFiles.removeAll();
    if (this.temporaryFiles.wereUsed || this.account.changes.length > 0)
      await this.dependencies.runStore.save(this.record('finished'));
  }

  private async measure(
    written: readonly WrittenTests[],
  ): Promise<{ judged: readonly JudgedTests[]; baseline: Baseline }> {
    const context = this.runContext(written);
    const candidates = countOf(candidateCount(written), 'candidate');
    await this.startStage('run', `Running ${candidates} in ${context.runner.framework}`, 0.5);
    const plans = written.map(({ plan }) => plan);
    const baseline = await measureBaseline(plans, context);
    if (baseline.status === 'unavailable') {
      await this.run.emit({ type: 'notice', message: `Coverage before is not known: ${baseline.reason}` });
    }
    await this.progress.report(0.6, `Running ${candidates} once, each measured`);
    const evidence = await runTests(written, context);
    await this.startStage('judge', 'Keeping what adds coverage and passes five runs of five', 0.7);
    const judged = await judgeTests(evidence, baseline, context);
    await this.progress.report(0.95, 'Judged');
    return { judged, baseline };
  }

  /** @param fraction of the whole run that is done when the stage begins */
  private async startStage(stage: StageName, message: string, fraction: number): Promise<void> {
    await this.run.emit({ type: 'stage-start', stage, message });
    await this.progress.report(fraction, message);
  }

  private async propose(candidate: TestCandidate, sourceFile: WorkspacePath): Promise<void> {
    const { id: candidateId, unit, title, bodyLines } = candidate;
    await this.run.emit({ type: 'test-proposed', candidateId, sourceFile, unit, title });
    if (this.run.isStreaming)
      await this.run.emit({ type: 'test-code', candidateId, code: bodyLines.join('\n') });
  }

  /** Writes what is kept of one file and accounts for all of its candidates. */
  private async settle(judged: JudgedTests, all: readonly WrittenTests[], baseline: Baseline): Promise<void> {
    const { workbench, runStore } = this.dependencies;
    const written = all.filter(({ plan }) => plan === judged.plan);
    try {
      const change = await writeKeptTests(judged, {
        workspace: workbench.workspace,
        runStore,
        record: this.record('running'),
      });
      if (change) await this.account.addChange(change);
    } catch (error) {
      await this.giveUp(written, error);
      throw error;
    }
    for (const item of written)
      await this.account.addReceipts(receiptsOf(item, judged.judgements, this.source.modelId));
    await this.account.addCoverage(coverageChange(judged, baseline));
  }

  /** Every candidate ends in a receipt, also when its file could not be judged or written. */
  private async giveUp(written: readonly WrittenTests[], error: unknown): Promise<void> {
    if (!(error instanceof AppError)) return;
    const judgement = {
      status: 'dropped',
      reason: 'failed',
      detail: error.message,
      runsPassed: undefined,
    } as const;
    for (const item of written) {
      const judgements = new Map(item.candidates.map(({ id }) => [id, judgement]));
      await this.account.addReceipts(receiptsOf(item, judgements, this.source.modelId));
    }
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

  private runContext(written: readonly WrittenTests[]): RunContext {
    const [first] = written;
    if (!first) throw new RangeError('Nothing to run');
    const { workbench, clock, setTimer = systemTimer, testRunTimeoutMs } = this.dependencies;
    const runner = workbench.runnerFor(first.plan.project.framework);
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
    return {
      runId: this.run.runId,
      workspaceRoot: this.dependencies.workbench.workspace.rootPath,
      startedAtMs: this.startedAtMs,
      ownerPid: this.dependencies.processId,
      state,
      temporaryFiles: this.temporaryFiles.paths,
      changes: this.account.changes,
    };
  }
}

function describeSource({ modelId }: CandidateSource): string {
  return modelId === embeddedModel.name ? 'the embedded engine' : `the embedded engine and ${modelId}`;
}

function groupByProject(written: readonly WrittenTests[]): readonly (readonly WrittenTests[])[] {
  const groups = new Map<string, WrittenTests[]>();
  for (const item of written) {
    const { root, framework } = item.plan.project;
    const key = `${framework} ${root}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function candidateCount(written: readonly WrittenTests[]): number {
  return written.reduce((sum, { candidates }) => sum + candidates.length, 0);
}
