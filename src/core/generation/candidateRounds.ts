import { isAbortError, throwIfAborted } from '../../base/abort';
import { countOf } from '../../base/countOf';
import { describeError } from '../../base/error';
import type { FleetConfig } from '../config/fleetConfig';
import {
  BudgetExceededError,
  GenerationError,
  LedgerError,
  ModelSelectionError,
  ProviderError,
} from '../errors';
import { embeddedModel } from '../routing/modelCatalog';
import type { StageName } from '../streaming/runPart';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import { candidateRequest, type WriteTestsListener, type WrittenTests, writeTests } from './3-writeTests';
import { type Baseline, measureBaseline } from './4-runTests';
import type { CandidateRequest, CandidateSource, FailedTest, TestGap } from './candidate';
import { CandidateAssessment } from './candidateAssessment';
import type { CandidateSources, PaidSource } from './candidateSources';
import type { Dossier } from './dossier';
import { openGaps } from './openGaps';
import type { RunAllowance } from './runAllowance';
import type { RunContext } from './runContext';
import { triageFailures } from './triageFailures';
import type { Workbench } from './workbench';

/** What may go wrong with a model without harm to what is there already. */
const failuresOfModels = [ProviderError, BudgetExceededError, ModelSelectionError, LedgerError];
/** Progress of the rounds: free candidates are written up to here, then run up to where the paid ones begin. */
const freeShare = 0.45;
const paidShare = 0.6;
/** Tests that are given back to a model at a time; more than that is not mended but written anew. */
const mostFailures = 20;

/** How the rounds talk to whoever watches the run. */
export interface RoundReports {
  /** `fraction` of the progress of all rounds, in [0, 1]. */
  startStage(stage: StageName, message: string, fraction: number): Promise<void>;
  notice(message: string): Promise<void>;
  /** Told of what a source writes about one file. `share`: its part of the progress of all rounds, in [0, 1]. */
  listenerFor(sourceFile: WorkspacePath, share: Share): WriteTestsListener;
  /** Does one step for some of the files; its failure is theirs alone, unless they are all there is. */
  attempt(sourceFiles: readonly WorkspacePath[], step: () => Promise<void>): Promise<void>;
}

/** A part of the progress of all rounds. */
export interface Share {
  readonly from: number;
  readonly to: number;
}

export interface RoundsOptions {
  readonly sources: CandidateSources;
  readonly workbench: Workbench;
  readonly context: RunContext;
  readonly settings: Pick<FleetConfig, 'generation' | 'mutation'>;
  readonly allowance: RunAllowance;
  readonly reports: RoundReports;
  /** Aborted: nothing new is begun, and what is there is judged. */
  readonly stop: AbortSignal;
}

export interface CollectedTests {
  readonly dossiers: readonly Dossier[];
  readonly baseline: Baseline;
}

/**
 * Collects candidates for plans of one project, with all the evidence on each: the free source first; then, for the gaps that it
 * leaves, the paid one, whose failures are given back to it; a model one tier stronger if nothing of it held.
 */
export class CandidateRounds {
  private readonly assessment: CandidateAssessment;
  private baseline: Baseline = { status: 'unavailable', reason: 'It was not measured.' };

  constructor(
    private readonly plans: readonly TestPlan[],
    private readonly options: RoundsOptions,
  ) {
    const { workbench, context, settings, reports, stop } = options;
    this.assessment = new CandidateAssessment({
      workbench,
      context,
      settings: settings.mutation,
      notice: (message) => reports.notice(message),
      stop,
    });
  }

  /** What is known so far, also when `collect` fails. */
  get known(): readonly Dossier[] {
    return this.assessment.dossiers;
  }

  /** @throws TestRunnerError, AbortError; what `reports.attempt` lets through */
  async collect(): Promise<CollectedTests> {
    const { context, reports, sources, allowance, stop } = this.options;
    await reports.startStage('write', `Writing candidates with ${describeSource(sources.free)}`, 0);
    const written = await this.writeFree();
    const count = countOf(candidateCount(written), 'candidate');
    await reports.startStage('run', `Running ${count} once, each measured`, freeShare);
    const plans = written.map(({ plan }) => plan);
    this.baseline = await measureBaseline(plans, context);
    if (this.baseline.status === 'unavailable')
      await reports.notice(`Coverage before is not known: ${this.baseline.reason}`);
    for (const plan of plans) await this.assessment.open(plan);
    await this.assessment.assess(written);
    if (sources.paid && allowance.isPaidWorkOpen && !stop.aborted) await this.askModel(sources.paid);
    for (const dossier of this.known) triageFailures(dossier);
    return { dossiers: this.known, baseline: this.baseline };
  }

  private async writeFree(): Promise<readonly WrittenTests[]> {
    const { sources, reports } = this.options;
    const written: WrittenTests[] = [];
    for (const [index, plan] of this.plans.entries()) {
      const share = partOf({ from: 0, to: freeShare }, index, this.plans.length);
      await reports.attempt([plan.target.path], async () => {
        written.push(await this.writeFreeTests(plan, sources.free, share));
      });
    }
    return written;
  }

  /** That the sandbox cannot load a module must not keep a model from testing it where it is at home. */
  private async writeFreeTests(plan: TestPlan, source: CandidateSource, share: Share): Promise<WrittenTests> {
    const { sources, reports } = this.options;
    try {
      return await this.write(plan, source, {}, share);
    } catch (error) {
      if (!(error instanceof GenerationError) || !sources.paid) throw error;
      await reports.notice(`${plan.target.path}: ${describeError(error)}`);
      return { plan, candidates: [], rejected: [] };
    }
  }

  /** One file after the other, so that a budget or a time that runs out costs the last ones, not a part of each. */
  private async askModel(paid: PaidSource): Promise<void> {
    const { allowance, reports, stop, settings } = this.options;
    const open = this.known.map((dossier) => ({ dossier, gaps: this.gapsOf(dossier) }));
    const wanted = open.filter(({ gaps }) => gaps === undefined || gaps.length > 0);
    if (wanted.length === 0) {
      await reports.notice(`${paid.modelId} is not asked: ${embeddedModel.name} left no gap.`);
      return;
    }
    const requests = wanted.map(({ dossier, gaps }) =>
      candidateRequest(dossier.plan, aboutGaps(dossier, gaps)),
    );
    const files = wanted.map(({ dossier, gaps = [] }) => ({
      path: dossier.plan.target.path,
      gaps: gaps.map(({ description }) => description),
    }));
    const isAgreed =
      !settings.generation.confirmSpending ||
      (await allowance.ask({ modelName: paid.modelId, files, estimate: paid.estimate(requests) }));
    if (!isAgreed) {
      await reports.notice(`${paid.modelId} is not asked, as you chose; what is free stays.`);
      return;
    }
    for (const [index, { dossier, gaps }] of wanted.entries()) {
      if (stop.aborted) return;
      const share = partOf({ from: paidShare, to: 1 }, index, wanted.length);
      if (!(await this.askAbout(dossier, gaps, { paid, share }))) return;
    }
  }

  /** @returns false when the model cannot be asked about anything more */
  private async askAbout(
    dossier: Dossier,
    gaps: readonly TestGap[] | undefined,
    { paid, share }: { readonly paid: PaidSource; readonly share: Share },
  ): Promise<boolean> {
    const { reports, allowance } = this.options;
    try {
      const usefulBefore = dossier.passing.length;
      await this.askAndRepair(dossier, gaps, paid, share);
      const failure = this.failurePhrase(dossier, paid.modelId, usefulBefore);
      if (failure === undefined || !allowance.takeEscalation()) return true;
      const reason = await paid.escalate(failure);
      if (reason === undefined) return true;
      await reports.notice(`${dossier.plan.target.path}: ${reason}`);
      await this.askAndRepair(dossier, this.gapsOf(dossier), paid, share);
      return true;
    } catch (error) {
      throwIfAborted(this.options.context.signal);
      // Stopped by the user: what is there is judged.
      if (isAbortError(error) && this.options.stop.aborted) return false;
      if (!failuresOfModels.some((failure) => error instanceof failure)) throw error;
      allowance.endPaidWork();
      await reports.notice(`${paid.modelId} could not finish: ${describeError(error)} What there is stays.`);
      return false;
    }
  }

  private async askAndRepair(
    dossier: Dossier,
    gaps: readonly TestGap[] | undefined,
    paid: PaidSource,
    share: Share,
  ): Promise<void> {
    const { reports, settings, stop } = this.options;
    const file = dossier.plan.target.path;
    await reports.startStage(
      'write',
      `Asking ${paid.modelId} about ${describeGaps(gaps)} of ${file}`,
      share.from,
    );
    await this.assessment.assessLater(await this.write(dossier.plan, paid, aboutGaps(dossier, gaps), share));
    for (let round = 1; round <= settings.generation.maxRepairs; round++) {
      triageFailures(dossier);
      const failures = this.worthRepair(dossier);
      if (failures.length === 0 || stop.aborted) return;
      const message = `${paid.modelId} mends ${countOf(failures.length, 'test')} of ${file} (${round} of ${settings.generation.maxRepairs})`;
      await reports.startStage('repair', message, share.from);
      await this.assessment.assessLater(await this.write(dossier.plan, paid, { failures }, share));
    }
  }

  /** Nothing is paid for a test whose gap others have closed. */
  private worthRepair(dossier: Dossier): readonly FailedTest[] {
    const gaps = this.gapsOf(dossier);
    const failures = dossier.repairable.slice(0, mostFailures);
    return gaps === undefined || gaps.length > 0 ? failures : [];
  }

  /** Why what the model wrote does not hold, by objective checks; undefined when some of it does. */
  private failurePhrase(dossier: Dossier, modelId: string, usefulBefore: number): string | undefined {
    const own = dossier.candidates.filter((candidate) => candidate.modelId === modelId);
    if (dossier.passing.length > usefulBefore) return undefined;
    const gaps = this.gapsOf(dossier);
    if (gaps?.length === 0) return undefined;
    return own.length === 0
      ? `it wrote no test for ${dossier.plan.target.path}`
      : `none of its ${countOf(own.length, 'test')} for ${dossier.plan.target.path} holds`;
  }

  private gapsOf(dossier: Dossier): readonly TestGap[] | undefined {
    return openGaps(dossier, this.baseline);
  }

  private async write(
    plan: TestPlan,
    source: CandidateSource,
    about: Partial<CandidateRequest>,
    share: Share,
  ): Promise<WrittenTests> {
    const { context, reports, stop } = this.options;
    const listener = reports.listenerFor(plan.target.path, share);
    return await writeTests(plan, source, { about, listener, signal: context.signal, stop });
  }
}

function partOf({ from, to }: Share, index: number, parts: number): Share {
  const width = (to - from) / parts;
  return { from: from + index * width, to: from + (index + 1) * width };
}

function aboutGaps(dossier: Dossier, gaps: readonly TestGap[] | undefined): Partial<CandidateRequest> {
  const proposed = dossier.passing.map(({ unit, title }) => ({ unit, title }));
  return gaps === undefined ? { proposed } : { proposed, gaps };
}

function describeGaps(gaps: readonly TestGap[] | undefined): string {
  return gaps === undefined ? 'all' : countOf(gaps.length, 'gap');
}

function candidateCount(written: readonly WrittenTests[]): number {
  return written.reduce((sum, { candidates }) => sum + candidates.length, 0);
}

function describeSource({ modelId }: CandidateSource): string {
  return modelId === embeddedModel.name ? 'the embedded engine' : modelId;
}
