import { throwIfAborted } from '../../base/abort';
import type { FleetConfig } from '../config/fleetConfig';
import { unitRanges } from '../coverageAnalysis/unitRanges';
import type { TestPlan } from '../generation/2-planTests';
import type { TestCandidate } from '../generation/candidate';
import { type ExistingTest, type ExistingTests, fullTitle } from '../generation/existingTests';
import type { RunContext } from '../generation/runContext';
import { bodyTimeoutMs } from '../generation/runMarked';
import { describeFailedRun } from '../generation/runResults';
import { temporaryTestFile } from '../generation/testFileLocation';
import type { TestRunResult } from '../testing/testRunner';
import { existingCandidate } from './existingCandidate';
import type { KillMap, MeasureKillsResult } from './killMap';
import { KillRecord, onlyUnfinished } from './killRecord';
import type { MutantInstrumenter, MutatedSource, MutateResult } from './mutant';
import { mutatedFile, mutatedSpecifier, redirectedCandidate } from './mutatedFile';
import { outcomeIn, type TrialBatch, textOfBatch } from './trialBatch';
import { existingMark, isExistingMark } from './trialMarks';

/** The source whose mutants are tried, and how tests of it are written. */
export type MutationPlan = Pick<
  TestPlan,
  'target' | 'source' | 'project' | 'model' | 'focus' | 'style' | 'testFile'
>;

export interface KillMeterOptions {
  readonly existing: ExistingTests;
  readonly instrumenter: MutantInstrumenter;
  readonly settings: Pick<FleetConfig['mutation'], 'maxMutants' | 'muted'>;
}

/** A run that does not end is repeated without the mutants that hold it up, so often for each test file. */
const mostRuns = 6;

/**
 * Finds out which tests notice which mutants of one source file, in the workspace's own runner: the source with all its mutants stands
 * beside the original while the tests run, and each of them is run again with every mutant that it reaches. Tests that were measured
 * once are not run again. Of existing tests it only finds out which mutants they notice together.
 *
 * Only what a test does by itself counts: other modules that it loads have the original source.
 */
export class KillMeter {
  private readonly record = new KillRecord();
  private readonly specifier: (written: string) => string;
  private readonly existingTests: readonly { readonly mark: string; readonly existing: ExistingTest }[];
  private mutated: MutateResult | undefined;
  private sampledFrom: number | undefined;

  constructor(
    private readonly plan: MutationPlan,
    private readonly options: KillMeterOptions,
    private readonly context: RunContext,
  ) {
    this.specifier = (written) => mutatedSpecifier(written, plan.target.path, context.runId);
    this.existingTests = options.existing.tests.map((existing, index) => ({
      mark: existingMark(index),
      existing,
    }));
  }

  /**
   * Leaves no temporary file of the run's.
   * @param candidates that pass; the result is about these, existing tests, and all that were measured before
   * @throws AbortError
   * @throws TestRunnerError `test-runner-not-installed`
   */
  async measure(candidates: readonly TestCandidate[]): Promise<MeasureKillsResult> {
    this.mutated ??= await this.mutate();
    const { mutated, record } = this;
    if (mutated.status === 'unavailable') return mutated;
    if (mutated.mutants.length > 0) await this.tryOn(mutated.code, candidates);
    else for (const { id } of candidates) record.settle(id, { status: 'measured' });
    const isAnyMeasured = candidates.some(({ id }) => record.problemOf(id) === undefined);
    const [first] = candidates;
    if (first && !isAnyMeasured)
      return { status: 'unavailable', reason: record.problemOf(first.id) ?? 'No test was run.' };
    const { sampledFrom } = this;
    return {
      status: 'measured',
      ...record.killMap(mutated.mutants, this.unmeasuredTests()),
      ...(sampledFrom !== undefined && { sampledFrom }),
    };
  }

  get isAnyExistingMeasured(): boolean {
    return this.existingTests.some(
      ({ mark }) => this.record.isSettled(mark) && this.record.problemOf(mark) === undefined,
    );
  }

  private async mutate(): Promise<MutateResult> {
    const { plan, options, context } = this;
    const { maxMutants, muted } = options.settings;
    const about = { file: plan.target.path, source: plan.source, lines: linesOf(plan) };
    const { instrumenter } = options;
    const chosen = await instrumenter.mutate({ ...about, choice: { maxMutants, muted } }, context.signal);
    if (chosen.status === 'mutated' && chosen.mutants.length >= maxMutants)
      this.sampledFrom = sampledFrom(chosen, await instrumenter.mutate(about, context.signal), muted);
    return chosen;
  }

  private async tryOn(code: string, candidates: readonly TestCandidate[]): Promise<void> {
    const { plan, context } = this;
    const batches = [...this.existingBatches(), ...this.candidateBatch(candidates)];
    if (batches.length === 0) return;
    try {
      await context.temporaryFiles.write(mutatedFile(plan.target.path, context.runId), code);
      for (const batch of batches)
        await context.temporaryFiles.write(batch.file, textOfBatch(batch, context.timeoutMs));
      await this.tryTogether(batches);
      for (const batch of batches) await this.tryAlone(batch);
    } finally {
      await context.temporaryFiles.removeAll();
    }
  }

  private candidateBatch(candidates: readonly TestCandidate[]): readonly TrialBatch[] {
    const { plan, context, record } = this;
    const { style } = plan;
    const redirection = { from: style.moduleSpecifier, to: this.specifier(style.moduleSpecifier) };
    const tests = candidates
      .filter(({ id }) => !record.isSettled(id))
      .flatMap((candidate) => {
        const redirected = redirectedCandidate(candidate, redirection);
        if (!redirected) this.giveUp([candidate], `It does not load ${redirection.from}.`);
        return redirected ?? [];
      });
    if (tests.length === 0) return [];
    return [{ file: temporaryTestFile(plan.testFile, context.runId, 'kill'), style, tests }];
  }

  private existingBatches(): readonly TrialBatch[] {
    const open = this.existingTests.filter(({ mark }) => !this.record.isSettled(mark));
    const files = [...new Set(open.map(({ existing }) => existing.file))];
    return files.flatMap((file) => {
      const own = open.filter(({ existing }) => existing.file === file);
      const [first] = own;
      if (!first) return [];
      const { style } = first.existing;
      const specifier = this.specifier(style.moduleSpecifier);
      const tests = own.map(({ mark, existing }) => existingCandidate(existing, { mark, specifier }));
      return [{ file: temporaryTestFile(file, this.context.runId, 'known'), style, tests }];
    });
  }

  private async tryTogether(batches: readonly TrialBatch[]): Promise<void> {
    const result = await this.run(batches);
    for (const batch of batches) this.take(result, batch);
  }

  /** What is left of it after a run that did not come to its end, by itself, so that it is known who holds it up. */
  private async tryAlone(batch: TrialBatch): Promise<void> {
    let problem = 'Its run did not come to an end.';
    for (let runs = 0; runs < mostRuns; runs++) {
      const open = this.openIn(batch);
      if (open.length === 0) return;
      const skipped = this.skippedFor(open).length;
      const result = await this.run([batch]);
      if (result.status !== 'completed') problem = describeFailedRun(result);
      this.take(result, batch);
      const stillOpen = this.openIn(batch);
      if (stillOpen.length === open.length && this.skippedFor(stillOpen).length === skipped) break;
    }
    this.giveUp(this.openIn(batch), problem);
  }

  private async run(batches: readonly TrialBatch[]): Promise<TestRunResult> {
    const { plan, context } = this;
    throwIfAborted(context.signal);
    for (const batch of batches) {
      const tests = this.openIn(batch);
      if (tests.length < batch.tests.length)
        await context.temporaryFiles.write(batch.file, textOfBatch({ ...batch, tests }, context.timeoutMs));
    }
    const skipped = this.skippedFor(batches.flatMap((batch) => this.openIn(batch)));
    const result = await context.runner.run(
      {
        project: plan.project,
        files: batches.map(({ file }) => file),
        coverageOf: [],
        marked: { isGuarded: true, bodyTimeoutMs, mutants: { skipped } },
        environment: {},
        timeoutMs: context.timeoutMs,
        onOutput: context.onOutput,
      },
      context.signal,
    );
    if (result.marks) {
      this.record.addTrials(result.marks.mutantTrials);
      this.record.addUnrepeatable(result.marks.unrepeatable);
    }
    this.blame(result);
    return result;
  }

  /** A mutant with which a test hangs, or brings the process down, is noticed. */
  private blame(result: TestRunResult): void {
    const unfinished = result.marks && onlyUnfinished(result.marks);
    if (unfinished?.mutantId === undefined || result.status === 'completed') return;
    // When the time of the whole run is over, whatever is under way then is none the worse for it.
    if (result.status === 'timed-out' && result.timeoutMs !== bodyTimeoutMs) return;
    this.record.addHanging(unfinished.mark, unfinished.mutantId);
  }

  /** Settles the tests that the run says enough of. */
  private take(result: TestRunResult, batch: TrialBatch): void {
    const { record } = this;
    const { mutantTrials = [], unfinished = [], unrepeatable = new Set<string>() } = result.marks ?? {};
    const tried = new Set(mutantTrials.map(({ mark }) => mark));
    for (const test of this.openIn(batch)) {
      const { id } = test;
      const own = unfinished.find(({ mark }) => mark === id);
      if (unrepeatable.has(id) && isExistingMark(id)) {
        this.giveUp([test], 'It fails when it is run a second time in the same process.');
      } else if (result.status === 'completed') {
        const broken = result.brokenFiles.find(({ file }) => file === batch.file)?.message;
        const outcome = outcomeIn(result.tests, test, batch);
        const problem = broken ?? outcome?.failureMessage ?? 'The runner did not report it.';
        // One that was repeated may fail at its end, when the framework counts its assertions.
        if (record.hasTrials(id) || outcome?.status === 'passed') record.settle(id, { status: 'measured' });
        else this.giveUp([test], problem);
      } else if (tried.has(id) || unrepeatable.has(id)) {
        if (own?.mutantId === undefined) record.settle(id, { status: 'measured' });
      } else if (own && own.mutantId === undefined && unfinished.length === 1) {
        this.giveUp([test], describeFailedRun(result));
      }
    }
  }

  private giveUp(tests: readonly TestCandidate[], problem: string): void {
    const [reason = ''] = problem.trim().split(/\r?\n/, 1);
    for (const { id } of tests) this.record.settle(id, { status: 'unmeasured', reason });
  }

  private openIn({ tests }: TrialBatch): readonly TestCandidate[] {
    return tests.filter(({ id }) => !this.record.isSettled(id));
  }

  private skippedFor(tests: readonly TestCandidate[]): readonly string[] {
    return this.record.skippedFor(tests.map(({ id }) => id));
  }

  private unmeasuredTests(): KillMap['unmeasuredTests'] {
    const failed = this.existingTests.flatMap(({ mark, existing }) => {
      const reason = this.record.problemOf(mark);
      return reason === undefined ? [] : [{ title: fullTitle(existing.test), reason }];
    });
    return [...this.options.existing.unreadable, ...failed];
  }
}

/** How many mutants count of all that there are, when the choice has fewer. */
function sampledFrom(chosen: MutatedSource, all: MutateResult, muted: readonly string[]): number | undefined {
  if (all.status === 'unavailable') return undefined;
  const counted = all.mutants.filter(({ key }) => !muted.includes(key)).length;
  return counted > chosen.mutants.length ? counted : undefined;
}

/** Where the subjects of the plan lie; undefined: everywhere. */
function linesOf({
  focus,
  model,
  source,
}: MutationPlan): readonly { readonly startLine: number; readonly endLine: number }[] | undefined {
  if (focus === undefined) return undefined;
  return unitRanges(model, source)
    .filter(({ name }) => focus.includes(name))
    .map(({ range }) => range);
}
