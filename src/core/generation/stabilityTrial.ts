import type { FileCoverage } from '../testing/coverage';
import type { TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import { type Baseline, type CompletedRun, describeFailedRun, isTitled } from './4-runTests';
import type { TestCandidate } from './candidate';

/** Counts in how many runs each test of one composed file passed, and remembers why it did not. */
export class StabilityTrial {
  private readonly passedRuns: Map<string, number>;
  private readonly failureMessages = new Map<string, string>();
  private coverage: FileCoverage | undefined;

  constructor(
    readonly plan: TestPlan,
    /** Temporary file that holds `text` while it is tried. */
    readonly file: WorkspacePath,
    readonly text: string,
    readonly selected: readonly TestCandidate[],
    private readonly baseline: Baseline,
  ) {
    this.passedRuns = new Map(selected.map(({ id }) => [id, 0]));
  }

  /** Coverage of the source in the run that measured it. */
  get coverageAfter(): FileCoverage | undefined {
    return this.coverage;
  }

  /** Adds the evidence of one more run. */
  observe(result: TestRunResult): void {
    if (result.status !== 'completed') {
      for (const { id } of this.selected) this.failureMessages.set(id, describeFailedRun(result));
      return;
    }
    const broken =
      result.brokenFiles.find((entry) => entry.file === this.file)?.message ?? this.harmDone(result);
    for (const candidate of this.selected) this.observeTest(candidate, result, broken);
    this.coverage ??= result.coverage?.total.find((coverage) => coverage.file === this.plan.target.path);
  }

  /** Tests that passed fewer than `runs` runs, with the count and the reason. */
  unfit(
    runs: number,
  ): readonly { readonly id: string; readonly runsPassed: number; readonly detail: string }[] {
    return [...this.passedRuns]
      .filter(([, runsPassed]) => runsPassed < runs)
      .map(([id, runsPassed]) => ({ id, runsPassed, detail: this.failureMessages.get(id) ?? '' }));
  }

  private observeTest(candidate: TestCandidate, result: CompletedRun, broken: string | undefined): void {
    const outcomes = result.tests.filter((test) => test.file === this.file && isTitled(test, candidate));
    if (!broken && outcomes.length > 0 && outcomes.every((outcome) => outcome.status === 'passed')) {
      this.passedRuns.set(candidate.id, (this.passedRuns.get(candidate.id) ?? 0) + 1);
      return;
    }
    const message = broken ?? outcomes.find((outcome) => outcome.failureMessage)?.failureMessage;
    this.failureMessages.set(candidate.id, message ?? 'The runner did not report it.');
  }

  /** Names a test of the user's that passed before and fails beside ours: then ours must not be kept. */
  harmDone(result: CompletedRun): string | undefined {
    if (this.baseline.status !== 'measured') return undefined;
    const key = (file: WorkspacePath, titlePath: readonly string[]): string =>
      [file, ...titlePath].join('\0');
    const passedBefore = new Set(
      this.baseline.tests
        .filter(({ status }) => status === 'passed')
        .map(({ file, titlePath }) => key(file === this.plan.testFile ? this.file : file, titlePath)),
    );
    const harmed = result.tests.find(
      ({ file, titlePath, status }) => status === 'failed' && passedBefore.has(key(file, titlePath)),
    );
    return harmed && `The existing test "${harmed.titlePath.join(' › ')}" fails when it is added.`;
  }
}
