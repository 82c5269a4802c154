import type { FileCoverage } from '../testing/coverage';
import type { TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import type { Baseline } from './4-runTests';
import type { TestCandidate } from './candidate';
import { composeFinalText, type FinalText } from './finalText';
import { type CompletedRun, describeFailedRun, isTitled } from './runResults';
import { ordered, type StabilityRun, stabilityRuns } from './stabilityRuns';

/** What is tried: tests of one source file, together in their test file. */
export interface TrialSubject {
  readonly plan: TestPlan;
  /** Temporary file that holds the text while it is tried. */
  readonly file: WorkspacePath;
  readonly selected: readonly TestCandidate[];
  /** Written along, marked as failing. */
  readonly findings: readonly TestCandidate[];
  readonly baseline: Baseline;
}

/** Counts in how many runs each test of one composed file passed, and remembers why it did not. */
export class StabilityTrial {
  private readonly passedRuns: Map<string, number>;
  private readonly failureMessages = new Map<string, string>();
  private coverage: FileCoverage | undefined;

  /** @param text of the file as it will be written */
  constructor(
    private readonly subject: TrialSubject,
    readonly text: string,
  ) {
    this.passedRuns = new Map(subject.selected.map(({ id }) => [id, 0]));
  }

  get plan(): TestPlan {
    return this.subject.plan;
  }

  get file(): WorkspacePath {
    return this.subject.file;
  }

  /** Coverage of the source in the run that measured it. */
  get coverageAfter(): FileCoverage | undefined {
    return this.coverage;
  }

  /** The file for one of the runs. */
  textFor(run: StabilityRun): string {
    const { plan, selected, findings } = this.subject;
    if (run.order === 'written' && !run.world) return this.text;
    const tests = ordered(selected, run, stabilityRuns.indexOf(run) + 1);
    const composed: FinalText = composeFinalText(plan, tests, { probe: run.world !== undefined, findings });
    return composed.status === 'composed' ? composed.text : this.text;
  }

  /** Adds the evidence of one more run. */
  observe(result: TestRunResult, run: StabilityRun): void {
    const { selected } = this.subject;
    if (result.status !== 'completed') {
      const hung = new Set((result.marks?.unfinished ?? []).map(({ mark }) => mark));
      const blamed = selected.filter(({ id }) => hung.has(id));
      for (const { id } of blamed.length > 0 ? blamed : selected)
        this.noteFailure(id, describeFailedRun(result), run);
      return;
    }
    const broken =
      result.brokenFiles.find((entry) => entry.file === this.file)?.message ?? this.harmDone(result);
    for (const candidate of selected) this.observeTest(candidate, result, { broken, run });
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

  private observeTest(
    candidate: TestCandidate,
    result: CompletedRun,
    { broken, run }: { readonly broken: string | undefined; readonly run: StabilityRun },
  ): void {
    const outcomes = result.tests.filter((test) => test.file === this.file && isTitled(test, candidate));
    if (!broken && outcomes.length > 0 && outcomes.every((outcome) => outcome.status === 'passed')) {
      this.passedRuns.set(candidate.id, (this.passedRuns.get(candidate.id) ?? 0) + 1);
      return;
    }
    const message = broken ?? outcomes.find((outcome) => outcome.failureMessage)?.failureMessage;
    this.noteFailure(candidate.id, message ?? 'The runner did not report it.', run);
  }

  /** The first one counts; says what was different in that run, if it was not like the first one. */
  private noteFailure(id: string, message: string, run: StabilityRun): void {
    if (this.failureMessages.has(id)) return;
    const told = run === stabilityRuns[0] ? message : `Run ${run.description}: ${message.trim()}`;
    this.failureMessages.set(id, told);
  }

  /** Names a test of the user's that passed before and fails beside ours: then ours must not be kept. */
  harmDone(result: CompletedRun): string | undefined {
    const { baseline } = this.subject;
    if (baseline.status !== 'measured') return undefined;
    const key = (file: WorkspacePath, titlePath: readonly string[]): string =>
      [file, ...titlePath].join('\0');
    const passedBefore = new Set(
      baseline.tests
        .filter(({ status }) => status === 'passed')
        .map(({ file, titlePath }) => key(file === this.plan.testFile ? this.file : file, titlePath)),
    );
    const harmed = result.tests.find(
      ({ file, titlePath, status }) => status === 'failed' && passedBefore.has(key(file, titlePath)),
    );
    return harmed && `The existing test "${harmed.titlePath.join(' › ')}" fails when it is added.`;
  }
}
