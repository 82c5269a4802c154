import { AppError, describeError } from '../../base/error';
import { systemTimer } from '../../base/timer';
import type { FleetConfig } from '../config/fleetConfig';
import type { CostTracker } from '../cost/costTracker';
import type { AnalysisDependencies, AnalysisRun, analyzeCoverage } from '../coverageAnalysis/analyzeCoverage';
import { withElapsedReports } from '../generation/elapsedReports';
import { RunProgress } from '../generation/runProgress';
import { tell } from '../generation/tell';
import type { TestFrameworkId } from '../testing/testProject';
import type { TestRunner } from '../testing/testRunner';
import { FileSnapshot } from './fileSnapshot';
import type { GateMeasurements } from './gateMeasurements';
import { measureFlakiness } from './measureFlakiness';
import type { NotKnown } from './notKnown';
import { partOfProgress } from './partOfProgress';
import type { QualityGateRequest } from './qualityGateRequest';
import { RunObserver } from './runObserver';
import type { MeasureSuiteScore, SuiteScore } from './suiteScore';

export interface GateDependencies extends AnalysisDependencies {
  readonly analyzeCoverage: typeof analyzeCoverage;
  readonly measureSuiteScore: MeasureSuiteScore;
  readonly costs: Pick<CostTracker, 'getCosts'>;
}

export interface GateRun extends Omit<AnalysisRun, 'request'> {
  readonly request: QualityGateRequest;
  /** Says which rules there are, and so what has to be measured. */
  readonly settings: Pick<FleetConfig, 'qualityGate' | 'mutation'>;
}

/**
 * Measures what the rules of the policy need, and nothing else: coverage and test results always, the rest when there is a rule
 * for it.
 * @throws what `analyzeCoverage` throws; AbortError
 */
export async function measureGate(dependencies: GateDependencies, run: GateRun): Promise<GateMeasurements> {
  return await new GateMeasurement(dependencies, run).measure();
}

/** The state of one gate while it measures one thing after the other. */
class GateMeasurement {
  private readonly snapshot: FileSnapshot;
  private readonly observer: RunObserver;

  constructor(
    private readonly dependencies: GateDependencies,
    private readonly run: GateRun,
  ) {
    this.snapshot = new FileSnapshot(dependencies.workbench.workspace);
    this.observer = new RunObserver(({ project, files, coverageOf }) =>
      this.snapshot.add([...files.filter((file) => project.testFiles.includes(file)), ...coverageOf]),
    );
  }

  async measure(): Promise<GateMeasurements> {
    const { workbench } = this.dependencies;
    const { request, settings } = this.run;
    const { flakiness, flakinessRuns, mutationScore, monthlySpend } = settings.qualityGate;
    await this.snapshot.add(request.targets.map(({ path }) => path));
    const [analysisEnd, flakinessEnd] = sharesOf(flakiness !== null, mutationScore !== null);
    const observed = {
      ...workbench,
      runnerFor: (framework: TestFrameworkId) => this.observer.observe(workbench.runnerFor(framework)),
    };
    const analysis = await this.dependencies.analyzeCoverage(
      { ...this.dependencies, workbench: observed },
      { ...this.run, emit: partOfProgress(this.run.emit, 0, analysisEnd) },
    );
    const { failedTests, brokenFiles } = this.observer;
    const trial =
      flakiness === null
        ? {}
        : { flakiness: await this.flakiness(flakinessRuns, [analysisEnd, flakinessEnd]) };
    const sources = analysis.files.map(({ sourceFile }) => sourceFile);
    const scores =
      mutationScore === null ? {} : { mutation: await this.mutation(sources, [flakinessEnd, 1]) };
    const costs = monthlySpend === null ? {} : { spend: await this.spend() };
    const changedFiles = await this.snapshot.changedFiles();
    await new RunProgress(this.run.emit).report(1, 'Done');
    return { analysis, failedTests, brokenFiles, ...trial, ...scores, ...costs, changedFiles };
  }

  private async flakiness(runs: number, [from, to]: readonly [number, number]) {
    const { workbench, testRunTimeoutMs } = this.dependencies;
    const { emit, signal } = this.run;
    const progress = new RunProgress(partOfProgress(emit, from, to));
    return await measureFlakiness({
      suites: this.observer.suites,
      runs,
      runnerFor: (framework) => this.reported(workbench.runnerFor(framework), progress),
      timeoutMs: testRunTimeoutMs,
      onOutput: (text) => this.output(text),
      onRun: async (run) => {
        const message = `Running the tests again, ${run} of ${runs}, to see whether they end the same`;
        await emit({ type: 'stage-start', stage: 'run', message });
        await progress.report((run - 1) / runs, message);
      },
      signal,
    });
  }

  private async mutation(
    sources: readonly string[],
    [from, to]: readonly [number, number],
  ): Promise<readonly SuiteScore[] | NotKnown> {
    const { workbench, testRunTimeoutMs: timeoutMs, measureSuiteScore } = this.dependencies;
    const { runId, request, emit, signal, settings } = this.run;
    const progress = new RunProgress(partOfProgress(emit, from, to));
    const { framework } = request;
    const scores: SuiteScore[] = [];
    for (const [index, sourceFile] of sources.entries()) {
      const message = `Trying mutants of ${sourceFile}`;
      await emit({ type: 'stage-start', stage: 'judge', message });
      await progress.report(index / sources.length, message);
      const runnerFor = (id: TestFrameworkId) => this.reported(workbench.runnerFor(id), progress);
      try {
        scores.push(
          await measureSuiteScore({
            runId,
            sourceFile,
            ...(framework && { framework }),
            workbench: { ...workbench, runnerFor },
            settings: settings.mutation,
            timeoutMs,
            onOutput: (text) => this.output(text),
            signal,
          }),
        );
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        scores.push({ sourceFile, status: 'unavailable', reason: describeError(error) });
      }
    }
    return scores;
  }

  private async spend() {
    try {
      return await this.dependencies.costs.getCosts('month');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { unavailable: describeError(error) };
    }
  }

  private output(text: string): void {
    tell(async () => await this.run.emit({ type: 'output', text }));
  }

  /** The runner, which nobody takes for a silent one. */
  private reported(runner: TestRunner, progress: RunProgress): TestRunner {
    const { clock, setTimer = systemTimer } = this.dependencies;
    return withElapsedReports(runner, {
      report: (elapsedSeconds) => progress.reportElapsed(elapsedSeconds),
      intervalMs: this.run.elapsedReportIntervalMs,
      clock,
      setTimer,
    });
  }
}

/** Up to which fraction of the run the analysis and then the repeated runs go; mutants take what is left, and the longest. */
function sharesOf(isFlakinessOn: boolean, isMutationOn: boolean): readonly [number, number] {
  if (isMutationOn) return isFlakinessOn ? [0.2, 0.4] : [0.3, 0.3];
  return isFlakinessOn ? [0.4, 1] : [1, 1];
}
