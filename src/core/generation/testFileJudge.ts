import type { KillMap } from '../mutation/killMap';
import type { FileCoverage } from '../testing/coverage';
import type { TestPlan } from './2-planTests';
import type { Baseline } from './4-runTests';
import type { TestCandidate } from './candidate';
import { countedMutants } from './countedMutants';
import { type Dossier, failureDetail } from './dossier';
import { composeFinalText } from './finalText';
import { firstLine } from './firstLine';
import type { DropReason } from './receipt';
import { type AlreadyTested, type Contribution, type Selectable, selectTests } from './selectTests';
import { StabilityTrial } from './stabilityTrial';
import { temporaryTestFile } from './testFileLocation';
import { WrittenFindings } from './writtenFindings';

export type Judgement =
  | { readonly status: 'kept'; readonly contribution: Contribution }
  /** `runsFailed` of `stabilityRuns`, all of them. */
  | { readonly status: 'finding'; readonly detail: string }
  /** `runsPassed` undefined: it never came to a run. */
  | {
      readonly status: 'dropped';
      readonly reason: DropReason;
      readonly detail: string;
      readonly runsPassed: number | undefined;
      /** Default: all of `stabilityRuns` for an unstable one, else 1. */
      readonly runs?: number;
    };

/** What became of the candidates of one source file. */
export interface JudgedTests {
  readonly plan: TestPlan;
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Text of the test file with the kept tests; undefined when none was kept. */
  readonly finalText: string | undefined;
  /** Tests that reveal a bug and stand in `finalText` behind the kept ones. */
  readonly writtenFindings: readonly TestCandidate[];
  /** Coverage of the source by the related tests and the kept ones; undefined when nothing was kept or it was not loaded. */
  readonly coverageAfter: FileCoverage | undefined;
  /** Tests that reveal a bug and were to be written, but do not hold in the test file: by id, with one sentence why. */
  readonly withheldFindings: ReadonlyMap<string, string>;
}

/** Decides on the candidates of one test file: proposes a selection, learns from its trial, proposes again. */
export class TestFileJudge {
  private readonly judgements = new Map<string, Judgement>();
  private readonly findings: WrittenFindings;
  private accepted: StabilityTrial | undefined;

  /** @param findings tests that reveal a bug and failed every run, to be written along */
  constructor(
    private readonly dossier: Dossier,
    private readonly baseline: Baseline,
    findings: readonly TestCandidate[],
  ) {
    this.findings = new WrittenFindings(findings);
    for (const candidate of dossier.candidates) {
      const judgement = this.judgementBefore(candidate);
      if (judgement) this.judgements.set(candidate.id, judgement);
    }
  }

  get result(): JudgedTests {
    const { accepted, dossier, judgements } = this;
    return {
      plan: dossier.plan,
      judgements,
      finalText: accepted?.text,
      writtenFindings: accepted?.findings ?? [],
      coverageAfter: accepted?.coverageAfter,
      withheldFindings: this.findings.withheld,
    };
  }

  /** The next selection to try; undefined when there is nothing left to keep and every candidate is judged. */
  nextTrial(runId: string): StabilityTrial | undefined {
    const open = this.openCandidates();
    const chosen = this.select(open);
    const selected = open.filter((candidate) => chosen.has(candidate.id));
    const findings = this.findings.current;
    // With nothing else to keep, bugs that were found are still to be written.
    if (selected.length + findings.length === 0) {
      this.findings.giveUp();
      this.judgeOpen(chosen);
      return undefined;
    }
    const { plan } = this.dossier;
    const composed = composeFinalText(plan, selected, { findings });
    if (composed.status === 'conflict') {
      if (findings.length > 0) {
        this.findings.giveUp(composed.reason);
        return this.nextTrial(runId);
      }
      for (const { id } of open) this.judgements.set(id, dropped('failed', composed.reason, undefined));
      return undefined;
    }
    const file = temporaryTestFile(plan.testFile, runId, 'keep');
    return new StabilityTrial({ plan, file, selected, findings, baseline: this.baseline }, composed.text);
  }

  /** Takes the evidence of a finished trial. @returns true when every candidate is judged. */
  conclude(trial: StabilityTrial, runs: number): boolean {
    if (!this.findings.learnFrom(trial)) return false;
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
    return this.dossier.candidates.filter(({ id }) => !this.judgements.has(id));
  }

  private select(open: readonly TestCandidate[]): ReadonlyMap<string, Contribution> {
    return selectTests(
      selectables(this.dossier, open, this.baseline),
      alreadyTested(this.dossier, this.baseline),
    );
  }

  private judgeOpen(chosen: ReadonlyMap<string, Contribution>): void {
    for (const { id } of this.openCandidates()) {
      const contribution = chosen.get(id);
      this.judgements.set(
        id,
        contribution ? { status: 'kept', contribution } : dropped('adds-nothing', this.whyNothing(id), 1),
      );
    }
  }

  private whyNothing(id: string): string {
    const isMeasured = this.dossier.evidenceOf(id)?.coverage !== undefined;
    if (!isMeasured) return 'It does not execute the source file.';
    const { kills } = this.dossier;
    return kills
      ? `Everything it executes is covered and every mutant it notices${ofSample(kills)} is noticed already.`
      : 'Everything it executes is covered already.';
  }

  /** What is clear before any trial. */
  private judgementBefore({ id }: TestCandidate): Judgement | undefined {
    const { dossier } = this;
    const finding = dossier.findingOf(id);
    if (finding !== undefined) return { status: 'finding', detail: finding };
    const rejection = dossier.rejectionOf(id);
    if (dossier.isReplaced(id)) {
      const why = rejection?.detail ?? this.failureOf(id) ?? '';
      return dropped('repaired', firstLine(why), rejection ? undefined : 0);
    }
    if (rejection) return dropped(rejection.reason, firstLine(rejection.detail), runsOf(dossier, id));
    const failure = this.failureOf(id);
    if (failure !== undefined) return dropped('failed', firstLine(failure), 0);
    return doesNotRepeat(dossier.kills, id) ?? provesNothing(dossier.kills, id);
  }

  private failureOf(id: string): string | undefined {
    const evidence = this.dossier.evidenceOf(id);
    if (!evidence) return 'It was not run.';
    return evidence.outcome?.status === 'passed' && evidence.brokenBecause === undefined
      ? undefined
      : failureDetail(evidence);
  }
}

/** The candidates with what they execute and which mutants they notice, as far as it counts. */
export function selectables(
  dossier: Dossier,
  candidates: readonly TestCandidate[],
  baseline: Baseline,
): readonly Selectable[] {
  const { kills } = dossier;
  const counted = kills && countedMutants(kills, coveredBefore(dossier, baseline));
  return candidates.map((candidate) => {
    const own = kills?.byTest.get(candidate.id);
    return {
      candidate,
      coverage: dossier.evidenceOf(candidate.id)?.coverage,
      kills: own && counted && new Set([...own.killed].filter((id) => counted.has(id))),
    };
  });
}

export function alreadyTested(dossier: Dossier, baseline: Baseline): AlreadyTested {
  return {
    coverage: coveredBefore(dossier, baseline),
    kills: dossier.kills?.killedBefore ?? new Set(),
  };
}

/** What existing tests execute of the source; undefined when that is nothing, or not known. */
export function coveredBefore({ plan }: Dossier, baseline: Baseline): FileCoverage | undefined {
  if (baseline.status !== 'measured') return undefined;
  return baseline.coverage.find(({ file }) => file === plan.target.path);
}

/** It depends on what has run before it: itself, for one. */
function doesNotRepeat(kills: KillMap | undefined, id: string): Judgement | undefined {
  if (!kills?.unrepeatable.has(id)) return undefined;
  const detail =
    'It fails when it is run a second time in the same process: it depends on what has run before.';
  return { ...dropped('unstable', detail, 1), runs: 2 };
}

/** Of a sample. Where fewer of its mutants were tried, those that were not may be the ones that it notices. */
const fewestForProof = 5;

/** A test that passes with each of the mutants that it executes asserts nothing about the code. */
function provesNothing(kills: KillMap | undefined, id: string): Judgement | undefined {
  const own = kills?.byTest.get(id);
  if (!own || own.reached.size === 0 || own.killed.size > 0) return undefined;
  if (kills?.sampledFrom !== undefined && own.reached.size < fewestForProof) return undefined;
  const detail = `It notices none of the ${own.reached.size} mutants that it executes${ofSample(kills)}.`;
  return dropped('proves-nothing', detail, 1);
}

/** ` of a sample of 388 of 2010`; nothing when all were tried. */
function ofSample(kills: KillMap | undefined): string {
  if (kills?.sampledFrom === undefined) return '';
  return ` of a sample of ${kills.mutants.length} of ${kills.sampledFrom}`;
}

function runsOf(dossier: Dossier, id: string): number | undefined {
  return dossier.evidenceOf(id) ? 0 : undefined;
}

function dropped(
  reason: DropReason,
  detail: string,
  runsPassed: number | undefined,
): Extract<Judgement, { status: 'dropped' }> {
  return { status: 'dropped', reason, detail, runsPassed };
}
