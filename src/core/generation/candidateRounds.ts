import { countOf } from '../../base/countOf';
import { describeError } from '../../base/error';
import type { FleetConfig } from '../config/fleetConfig';
import { GenerationError } from '../errors';
import { embeddedModel } from '../routing/modelCatalog';
import type { StageName } from '../streaming/runPart';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import { type WriteTestsListener, type WrittenTests, writeTests } from './3-writeTests';
import { type Baseline, measureBaseline } from './4-runTests';
import type { CandidateRequest, CandidateSource } from './candidate';
import { CandidateAssessment } from './candidateAssessment';
import type { CandidateSources, PaidSource } from './candidateSources';
import type { Dossier } from './dossier';
import { type FilePlace, ModelRounds } from './modelRounds';
import { openGaps } from './openGaps';
import type { RunAllowance } from './runAllowance';
import type { RunContext } from './runContext';
import type { Share } from './runShare';
import { triageFailures } from './triageFailures';
import type { Workbench } from './workbench';

/** Progress of the rounds: free candidates are written up to here, then run up to where the paid ones begin. */
const freeShare = 0.45;
const paidShare = 0.6;

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
    // Before a model is asked: what it finds is not found twice then.
    for (const dossier of this.known) triageFailures(dossier);
    if (sources.paid && allowance.isPaidWorkOpen && !stop.aborted) await this.askModel(sources.paid);
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

  private async askModel(paid: PaidSource): Promise<void> {
    const { allowance, reports, stop, settings, context } = this.options;
    const shareOf = ({ index, of }: FilePlace): Share => partOf({ from: paidShare, to: 1 }, index, of);
    const rounds = new ModelRounds(paid, {
      settings: settings.generation,
      allowance,
      gapsOf: (dossier) => openGaps(dossier, this.baseline),
      write: ({ plan }, source, { about, place }) => this.write(plan, source, about, shareOf(place)),
      assess: (written) => this.assessment.assessLater(written),
      startStage: (stage, message, place) => reports.startStage(stage, message, shareOf(place).from),
      notice: (message) => reports.notice(message),
      signal: context.signal,
      stop,
    });
    await rounds.perform(this.known);
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

function candidateCount(written: readonly WrittenTests[]): number {
  return written.reduce((sum, { candidates }) => sum + candidates.length, 0);
}

function describeSource({ modelId }: CandidateSource): string {
  return modelId === embeddedModel.name ? 'the embedded engine' : modelId;
}
