import type { FileCoverage } from '../testing/coverage';
import type { TestOutcome, TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import type { Baseline } from './4-runTests';
import type { TestCandidate } from './candidate';
import { composeFinalText, type FinalText, type FinalTextPlan } from './finalText';
import { type CompletedRun, describeFailedRun, isTitled } from './runResults';
import { ordered, type StabilityRun, stabilityRuns } from './stabilityRuns';

/** What has to be known of a source file whose tests are tried. */
export type TrialPlan = FinalTextPlan & Pick<TestPlan, 'target' | 'project'>;

/** What is tried: tests of one source file, together in their test file. */
export interface TrialSubject {
  readonly plan: TrialPlan;
  /** Temporary file that holds the text while it is tried. */
  readonly file: WorkspacePath;
  readonly selected: readonly TestCandidate[];
  /** Written along, marked as failing. */
  readonly findings: readonly TestCandidate[];
  readonly baseline: Baseline;
}

/** Names of tests of the user's, as `testKey` has them. */
export type TestKeys = ReadonlySet<string>;

const noTests: TestKeys = new Set();

/**
 * Counts in how many runs each test of one composed file passed, and remembers why it did not. Tests that reveal a bug have to be
 * reported as their framework reports them when all is well: as passed, or as skipped.
 */
export class StabilityTrial {
  private readonly passedRuns: Map<string, number>;
  private readonly failureMessages = new Map<string, string>();
  private readonly findingProblems = new Map<string, string>();
  private spoiltBecause: string | undefined;
  private coverage: FileCoverage | undefined;

  /** @param text of the file as it will be written */
  constructor(
    private readonly subject: TrialSubject,
    readonly text: string,
  ) {
    this.passedRuns = new Map(subject.selected.map(({ id }) => [id, 0]));
  }

  get plan(): TrialPlan {
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

  /** Tests that reveal a bug and stand in the file too. */
  get findings(): readonly TestCandidate[] {
    return this.subject.findings;
  }

  /** Why a run says nothing of single tests: the file breaks, hangs or harms tests of the user's. */
  get spoilt(): string | undefined {
    return this.spoiltBecause;
  }

  /** Those of the findings that were not reported as they should be, by id, with what came instead. */
  get unfitFindings(): ReadonlyMap<string, string> {
    return this.findingProblems;
  }

  /** Adds the evidence of one more run. @param excused tests that fail in it without ours too: no harm is done to them */
  observe(result: TestRunResult, run: StabilityRun, excused: TestKeys = noTests): void {
    const { selected, findings } = this.subject;
    if (result.status !== 'completed') {
      const hung = new Set((result.marks?.unfinished ?? []).map(({ mark }) => mark));
      const why = describeFailedRun(result);
      const blamed = selected.filter(({ id }) => hung.has(id));
      const blamedFindings = findings.filter(({ id }) => hung.has(id));
      for (const { id } of blamedFindings) this.noteFinding(id, why, run);
      if (blamed.length + blamedFindings.length === 0) this.spoiltBecause ??= told(why, run);
      for (const { id } of blamed.length > 0 ? blamed : selected) this.noteFailure(id, why, run);
      return;
    }
    const broken =
      result.brokenFiles.find((entry) => entry.file === this.file)?.message ?? this.harmDone(result, excused);
    if (broken !== undefined) this.spoiltBecause ??= told(broken, run);
    for (const candidate of selected) this.observeTest(candidate, result, { broken, run });
    if (broken === undefined) for (const finding of findings) this.observeFinding(finding, result, run);
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
    const outcomes = this.outcomesOf(candidate, result);
    if (!broken && outcomes.length > 0 && outcomes.every((outcome) => outcome.status === 'passed')) {
      this.passedRuns.set(candidate.id, (this.passedRuns.get(candidate.id) ?? 0) + 1);
      return;
    }
    const message = broken ?? outcomes.find((outcome) => outcome.failureMessage)?.failureMessage;
    this.noteFailure(candidate.id, message ?? 'The runner did not report it.', run);
  }

  /** An `it.fails` that is reported as passed fails, as it should; one that is skipped, or to be done, says nothing. */
  private observeFinding(finding: TestCandidate, result: CompletedRun, run: StabilityRun): void {
    const { framework } = this.plan.style;
    const expected = framework === 'vitest' || framework === 'jest' ? 'passed' : 'skipped';
    const outcomes = this.outcomesOf(finding, result);
    if (outcomes.length > 0 && outcomes.every(({ status }) => status === expected)) return;
    const reported = outcomes.find(({ status }) => status !== expected);
    const message = reported
      ? `Marked as failing, it is reported as ${reported.status} there${reported.failureMessage ? `: ${reported.failureMessage}` : '.'}`
      : 'The runner did not report it.';
    this.noteFinding(finding.id, message, run);
  }

  private outcomesOf(candidate: TestCandidate, { tests }: CompletedRun): CompletedRun['tests'] {
    return tests.filter((test) => test.file === this.file && isTitled(test, candidate));
  }

  private noteFinding(id: string, message: string, run: StabilityRun): void {
    if (!this.findingProblems.has(id)) this.findingProblems.set(id, told(message, run));
  }

  /** The first one counts. */
  private noteFailure(id: string, message: string, run: StabilityRun): void {
    if (!this.failureMessages.has(id)) this.failureMessages.set(id, told(message, run));
  }

  /** Names a test of the user's that passed before and fails beside ours: then ours must not be kept. */
  harmDone(result: CompletedRun, excused: TestKeys = noTests): string | undefined {
    const { baseline } = this.subject;
    if (baseline.status !== 'measured') return undefined;
    const passedBefore = new Set(
      baseline.tests
        .filter(({ status }) => status === 'passed')
        .map(({ file, titlePath }) =>
          testKey({ file: file === this.plan.testFile ? this.file : file, titlePath }),
        ),
    );
    const harmed = result.tests.find((test) => {
      const key = testKey(test);
      return test.status === 'failed' && passedBefore.has(key) && !excused.has(key);
    });
    return harmed && `The existing test "${harmed.titlePath.join(' › ')}" fails when it is added.`;
  }
}

/** Of a test, by its file and titles. */
export function testKey({ file, titlePath }: Pick<TestOutcome, 'file' | 'titlePath'>): string {
  return [file, ...titlePath].join('\0');
}

/** Says what was different in that run, if it was not like the first one. */
function told(message: string, run: StabilityRun): string {
  return run === stabilityRuns[0] ? message : `Run ${run.description}: ${message.trim()}`;
}
