import { v4 as uuid } from 'uuid';
import { throwIfAborted } from '../../base/abort';
import type { Clock } from '../../base/clock';
import { AppError } from '../../base/error';
import type { CostTracker } from '../cost/costTracker';
import { GenerationError } from '../errors';
import { measured } from '../figure';
import type { RunPart, RunSummary, TargetFailure } from '../streaming/runPart';
import type { WorkspacePath } from '../testing/workspace';
import { inspectTarget } from './1-inspectTarget';
import { planTests, type TestPlan } from './2-planTests';
import { type WrittenTests, writeTests } from './3-writeTests';
import { measureBaseline, type RunContext, runTests } from './4-runTests';
import { judgeTests } from './5-judgeTests';
import type { CandidateSource } from './candidate';
import type { GenerateTestsRequest } from './generateTestsRequest';
import { withFreeMetering } from './meteredSource';
import { RunProgress } from './runProgress';
import { coverageChange, receiptsOf } from './runReport';
import type { FileChange, RunRecord, RunStore } from './runStore';
import { TemporaryFiles } from './temporaryFiles';
import { cleanUpInterruptedRuns } from './undoRun';
import type { Workbench } from './workbench';
import { writeKeptTests } from './writeKeptTests';

export interface GenerationDependencies {
  readonly workbench: Workbench;
  readonly source: CandidateSource;
  readonly clock: Clock;
  readonly costs: CostTracker;
  readonly runStore: RunStore;
  /** Of the process that performs the run. */
  readonly processId: number;
  readonly isProcessAlive: (pid: number) => boolean;
  /** Wall-clock limit for one invocation of a test runner. */
  readonly testRunTimeoutMs: number;
}

export interface GenerationRun {
  readonly runId: string;
  readonly agentType: string;
  readonly request: GenerateTestsRequest;
  readonly emit: (part: RunPart) => void;
  readonly signal: AbortSignal;
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
    return generation.summary();
  } finally {
    await generation.end();
  }
}

/** The state of one run while it goes through the stages. */
class Generation {
  private readonly startedAtMs: number;
  private readonly progress: RunProgress;
  private readonly temporaryFiles: TemporaryFiles;
  private readonly source: CandidateSource;
  private readonly failures: TargetFailure[] = [];
  private readonly changes: FileChange[] = [];
  private readonly receipts: RunSummary['receipts'][number][] = [];
  private readonly coverage: RunSummary['coverage'][number][] = [];

  constructor(
    private readonly dependencies: GenerationDependencies,
    private readonly run: GenerationRun,
  ) {
    const { clock, costs, workbench } = dependencies;
    this.startedAtMs = clock.now();
    this.progress = new RunProgress(run.emit);
    this.temporaryFiles = new TemporaryFiles(workbench.workspace, dependencies.runStore, () =>
      this.record('running'),
    );
    const attribution = {
      runId: run.runId,
      agentType: run.agentType,
      taskType: 'generate-tests',
      workspace: workbench.workspace.rootPath,
    };
    this.source = withFreeMetering(dependencies.source, { costs, clock, createCallId: uuid, attribution });
  }

  /** Removes what runs left behind whose process was killed. */
  async cleanUpAfterOthers(): Promise<void> {
    const { runStore, workbench, isProcessAlive } = this.dependencies;
    const { removed, failed } = await cleanUpInterruptedRuns(runStore, workbench.workspace, isProcessAlive);
    for (const path of removed)
      this.run.emit({ type: 'notice', message: `Removed ${path}, left behind by an interrupted run.` });
    for (const { path, reason } of failed) {
      this.run.emit({
        type: 'notice',
        message: `${path} was left behind by an interrupted run and cannot be removed: ${reason}`,
      });
    }
  }

  async plan(): Promise<readonly TestPlan[]> {
    const { request, emit } = this.run;
    const { workbench } = this.dependencies;
    emit({
      type: 'stage-start',
      stage: 'inspect',
      message: `Reading ${countOf(request.targets.length, 'file')}`,
    });
    const plans: TestPlan[] = [];
    for (const target of request.targets) {
      await this.attempt([target.path], async () => {
        const inspected = await inspectTarget(target, request.framework, workbench);
        const plan = await planTests(inspected, workbench);
        assertOwnTestFile(plan, plans);
        plans.push(plan);
      });
    }
    emit({ type: 'stage-start', stage: 'plan', message: describePlans(plans) });
    this.progress.report(0.05, 'Planned');
    return plans;
  }

  async write(plans: readonly TestPlan[]): Promise<readonly WrittenTests[]> {
    const { emit, signal } = this.run;
    emit({ type: 'stage-start', stage: 'write', message: 'Writing candidates with the embedded engine' });
    const written: WrittenTests[] = [];
    for (const [index, plan] of plans.entries()) {
      const sourceFile = plan.target.path;
      const listener = {
        onCandidate: ({ id, unit, title }: { id: string; unit: string; title: string }) =>
          emit({ type: 'test-proposed', candidateId: id, sourceFile, unit, title }),
        onNotice: (message: string) => emit({ type: 'notice', message: `${sourceFile}: ${message}` }),
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
    const { emit } = this.run;
    await this.attempt(
      written.map(({ plan }) => plan.target.path),
      async () => {
        emit({
          type: 'stage-start',
          stage: 'run',
          message: `Running ${countOf(candidateCount(written), 'candidate')} in ${frameworkOf(written)}`,
        });
        const context = this.runContext(written);
        const baseline = await measureBaseline(
          written.map(({ plan }) => plan),
          context,
        );
        if (baseline.status === 'unavailable')
          emit({ type: 'notice', message: `Coverage before is not known: ${baseline.reason}` });
        this.progress.report(0.6, 'Existing tests measured');
        const evidence = await runTests(written, context);
        emit({
          type: 'stage-start',
          stage: 'judge',
          message: 'Keeping what adds coverage and passes five runs of five',
        });
        this.progress.report(0.7, 'Candidates measured');
        const judged = await judgeTests(evidence, baseline, context);
        this.progress.report(0.95, 'Judged');
        throwIfAborted(this.run.signal);
        for (const item of judged) {
          const tests = written.find(({ plan }) => plan === item.plan);
          if (!tests) continue;
          await this.attempt([item.plan.target.path], async () => {
            await this.keep(item);
            for (const receipt of receiptsOf(tests, item, this.source.modelId)) this.addReceipt(receipt);
            const change = coverageChange(item, baseline);
            this.coverage.push(change);
            emit({ type: 'coverage', change });
          });
        }
      },
    );
  }

  summary(): RunSummary {
    this.progress.report(1, 'Done');
    const kept = this.receipts.filter((receipt) => receipt.verdict.status === 'kept').length;
    return {
      runId: this.run.runId,
      kept,
      dropped: this.receipts.length - kept,
      receipts: this.receipts,
      coverage: this.coverage,
      writtenFiles: this.changes.map(({ path, before }) => ({ path, isNew: before === undefined })),
      costMicroUsd: measured(0),
      durationMs: this.dependencies.clock.now() - this.startedAtMs,
      failures: this.failures,
    };
  }

  /** Leaves the workspace clean and the record of the run true, on every way out. */
  async end(): Promise<void> {
    await this.temporaryFiles.removeAll();
    if (this.temporaryFiles.wereUsed || this.changes.length > 0)
      await this.dependencies.runStore.save(this.record('finished'));
  }

  private async keep(item: Parameters<typeof writeKeptTests>[0]): Promise<void> {
    const { workbench, runStore } = this.dependencies;
    const change = await writeKeptTests(item, {
      workspace: workbench.workspace,
      runStore,
      record: this.record('running'),
    });
    if (!change) return;
    this.changes.push(change);
    this.run.emit({ type: 'file-written', path: change.path, isNew: change.before === undefined });
  }

  /** Does one step for some of the files; its failure is theirs alone, unless they are all there is. */
  private async attempt(sourceFiles: readonly WorkspacePath[], step: () => Promise<void>): Promise<void> {
    throwIfAborted(this.run.signal);
    try {
      await step();
    } catch (error) {
      if (!(error instanceof AppError) || sourceFiles.length === this.run.request.targets.length) throw error;
      for (const sourceFile of sourceFiles) {
        const message = error.hint ? `${error.message} ${error.hint}` : error.message;
        const failure = { sourceFile, code: error.code, message };
        this.failures.push(failure);
        this.run.emit({ type: 'target-failed', failure });
      }
    }
  }

  private addReceipt(receipt: RunSummary['receipts'][number]): void {
    this.receipts.push(receipt);
    this.run.emit({ type: 'receipt', receipt });
  }

  private runContext(written: readonly WrittenTests[]): RunContext {
    const [first] = written;
    if (!first) throw new RangeError('Nothing to run');
    return {
      runId: this.run.runId,
      runner: this.dependencies.workbench.runnerFor(first.plan.project.framework),
      temporaryFiles: this.temporaryFiles,
      timeoutMs: this.dependencies.testRunTimeoutMs,
      onOutput: (text) => this.run.emit({ type: 'output', text }),
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
      temporaryFiles: this.temporaryFiles?.paths ?? [],
      changes: this.changes,
    };
  }
}

/** Two sources that share a test file would overwrite each other's judgement. */
function assertOwnTestFile(plan: TestPlan, others: readonly TestPlan[]): void {
  const owner = others.find(({ testFile }) => testFile === plan.testFile);
  if (!owner) return;
  const message = `The tests of ${plan.target.path} and ${owner.target.path} belong in the same file, ${plan.testFile}.`;
  throw new GenerationError('merge-conflict', message, { hint: 'Generate for one after the other.' });
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

function describePlans(plans: readonly TestPlan[]): string {
  return plans
    .map(
      ({ target, testFile, existingTests }) =>
        `${target.path} → ${testFile}${existingTests ? ' (merged)' : ''}`,
    )
    .join(', ');
}

function candidateCount(written: readonly WrittenTests[]): number {
  return written.reduce((sum, { candidates }) => sum + candidates.length, 0);
}

function frameworkOf(written: readonly WrittenTests[]): string {
  return written[0]?.plan.project.framework ?? '';
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
