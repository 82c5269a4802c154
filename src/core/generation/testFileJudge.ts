import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { FileCoverage } from '../testing/coverage';
import type { TestPlan } from './2-planTests';
import type { Baseline, TestEvidence } from './4-runTests';
import type { TestCandidate } from './candidate';
import type { DropReason } from './receipt';
import { type Contribution, selectTests } from './selectTests';
import { StabilityTrial } from './stabilityTrial';
import { temporaryTestFile } from './testFileLocation';

export type Judgement =
  | { readonly status: 'kept'; readonly contribution: Contribution }
  /** `runsPassed` undefined: it never came to a run. */
  | {
      readonly status: 'dropped';
      readonly reason: DropReason;
      readonly detail: string;
      readonly runsPassed: number | undefined;
    };

/** What became of the candidates of one source file. */
export interface JudgedTests {
  readonly plan: TestPlan;
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Text of the test file with the kept tests; undefined when none was kept. */
  readonly finalText: string | undefined;
  /** Coverage of the source by the related tests and the kept ones; undefined when nothing was kept or it was not loaded. */
  readonly coverageAfter: FileCoverage | undefined;
}

/** Decides on the candidates of one test file: proposes a selection, learns from its trial, proposes again. */
export class TestFileJudge {
  private readonly judgements = new Map<string, Judgement>();
  private accepted: StabilityTrial | undefined;

  constructor(
    private readonly evidence: TestEvidence,
    private readonly baseline: Baseline,
  ) {
    for (const candidate of evidence.written.candidates) {
      const failure = this.failureOf(candidate);
      if (failure) this.judgements.set(candidate.id, failure);
    }
  }

  get result(): JudgedTests {
    const { plan } = this.evidence.written;
    const { accepted } = this;
    return {
      plan,
      judgements: this.judgements,
      finalText: accepted?.text,
      coverageAfter: accepted?.coverageAfter,
    };
  }

  /** The next selection to try; undefined when there is nothing left to keep and every candidate is judged. */
  nextTrial(runId: string): StabilityTrial | undefined {
    const open = this.openCandidates();
    const chosen = this.select(open);
    const selected = open.filter((candidate) => chosen.has(candidate.id));
    if (selected.length === 0) {
      this.judgeOpen(chosen);
      return undefined;
    }
    const { plan } = this.evidence.written;
    const composed = composeFinalText(plan, selected);
    if (composed.status === 'conflict') {
      for (const { id } of open) this.judgements.set(id, dropped('failed', composed.reason, undefined));
      return undefined;
    }
    return new StabilityTrial(
      plan,
      temporaryTestFile(plan.testFile, runId, 'keep'),
      composed.text,
      selected,
      this.baseline,
    );
  }

  /** Takes the evidence of a finished trial. @returns true when every candidate is judged. */
  conclude(trial: StabilityTrial, runs: number): boolean {
    const unfit = trial.unfit(runs);
    for (const { id, runsPassed, detail } of unfit) {
      this.judgements.set(id, dropped('unstable', firstLine(detail), runsPassed));
    }
    if (unfit.length > 0) return false;
    this.judgeOpen(this.select(this.openCandidates()));
    this.accepted = trial;
    return true;
  }

  private openCandidates(): readonly TestCandidate[] {
    return this.evidence.written.candidates.filter((candidate) => !this.judgements.has(candidate.id));
  }

  private select(open: readonly TestCandidate[]): ReadonlyMap<string, Contribution> {
    const measured = open.flatMap((candidate) => {
      const coverage = this.evidence.byCandidate.get(candidate.id)?.coverage;
      return coverage ? [{ candidate, coverage }] : [];
    });
    return selectTests(measured, this.coveredBefore());
  }

  private coveredBefore(): FileCoverage | undefined {
    const { baseline } = this;
    if (baseline.status !== 'measured') return undefined;
    return baseline.coverage.find((coverage) => coverage.file === this.evidence.written.plan.target.path);
  }

  private judgeOpen(chosen: ReadonlyMap<string, Contribution>): void {
    for (const { id } of this.openCandidates()) {
      const contribution = chosen.get(id);
      const isMeasured = this.evidence.byCandidate.get(id)?.coverage !== undefined;
      const detail = isMeasured
        ? 'Everything it executes is covered already.'
        : 'It does not execute the source file.';
      this.judgements.set(
        id,
        contribution ? { status: 'kept', contribution } : dropped('adds-nothing', detail, 1),
      );
    }
  }

  private failureOf(candidate: TestCandidate): Judgement | undefined {
    const { outcome, brokenBecause } = this.evidence.byCandidate.get(candidate.id) ?? {};
    if (brokenBecause !== undefined) return dropped('failed', firstLine(brokenBecause), 0);
    if (!outcome) return dropped('failed', 'The runner did not report it.', 0);
    if (outcome.status === 'passed') return undefined;
    return dropped('failed', firstLine(outcome.failureMessage ?? `It was ${outcome.status}.`), 0);
  }
}

type Composed =
  | { readonly status: 'composed'; readonly text: string }
  | { readonly status: 'conflict'; readonly reason: string };

function composeFinalText(plan: TestPlan, selected: readonly TestCandidate[]): Composed {
  const parts = composeTestFile(selected, plan.style, { probe: false });
  if (plan.existingTests === undefined)
    return { status: 'composed', text: renderTestFile(parts, plan.style) };
  const merged = plan.language.mergeTestFile(plan.existingTests, parts);
  if (merged.status === 'merged') return { status: 'composed', text: merged.text };
  return { status: 'conflict', reason: `Cannot be merged into ${plan.testFile}: ${merged.reason}` };
}

function dropped(reason: DropReason, detail: string, runsPassed: number | undefined): Judgement {
  return { status: 'dropped', reason, detail, runsPassed };
}

function firstLine(text: string): string {
  return text.trim().split(/\r?\n/, 1)[0]?.slice(0, 300) ?? '';
}
