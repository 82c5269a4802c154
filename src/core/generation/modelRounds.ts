import { isAbortError, throwIfAborted } from '../../base/abort';
import { countOf } from '../../base/countOf';
import { describeError } from '../../base/error';
import type { FleetConfig } from '../config/fleetConfig';
import { BudgetExceededError, LedgerError, ModelSelectionError, ProviderError } from '../errors';
import { embeddedModel } from '../routing/modelCatalog';
import type { WrittenTests } from './3-writeTests';
import type { CandidateRequest, CandidateSource, FailedTest, TestGap } from './candidate';
import type { PaidSource } from './candidateSources';
import type { Dossier } from './dossier';
import type { RunAllowance } from './runAllowance';
import { aboutGaps, mostFailures, type OpenFile, spendingOutlook } from './spendingOutlook';
import { triageFailures } from './triageFailures';
import { withinAllowance } from './withinAllowance';

/** What may go wrong with a model without harm to what is there already. */
const failuresOfModels = [ProviderError, BudgetExceededError, ModelSelectionError, LedgerError];

/** Which of the files a model is at work on. */
export interface FilePlace {
  readonly index: number;
  readonly of: number;
}

export interface ModelRoundsOptions {
  readonly settings: FleetConfig['generation'];
  readonly allowance: RunAllowance;
  /** What no test reaches or notices by now; undefined: not known. */
  gapsOf(dossier: Dossier): readonly TestGap[] | undefined;
  write(
    dossier: Dossier,
    source: CandidateSource,
    details: { readonly about: Partial<CandidateRequest>; readonly place: FilePlace },
  ): Promise<WrittenTests>;
  /** Puts what was written through the filters. */
  assess(written: WrittenTests): Promise<void>;
  startStage(stage: 'write' | 'repair', message: string, place: FilePlace): Promise<void>;
  notice(message: string): Promise<void>;
  readonly signal: AbortSignal;
  /** Aborted: nothing new is begun. */
  readonly stop: AbortSignal;
}

/**
 * Asks a model for the gaps of files, gives back to it what failed, and goes one tier up when nothing of it holds. Nothing is paid that
 * was not agreed to.
 */
export class ModelRounds {
  constructor(
    private readonly paid: PaidSource,
    private readonly options: ModelRoundsOptions,
  ) {}

  /** One file after the other, so that a budget or a time that runs out costs the last ones, not a part of each. */
  async perform(dossiers: readonly Dossier[]): Promise<void> {
    const { paid, options } = this;
    const wanted = dossiers
      .map((dossier) => ({ dossier, gaps: options.gapsOf(dossier) }))
      .filter(({ gaps }) => gaps === undefined || gaps.length > 0);
    if (wanted.length === 0) {
      await options.notice(`${paid.modelId} is not asked: ${embeddedModel.name} left no gap.`);
      return;
    }
    if (!(await this.isAgreed(wanted))) return;
    for (const [index, file] of wanted.entries()) {
      if (options.stop.aborted) return;
      const round = new FileRound(file, wanted.slice(index + 1), { index, of: wanted.length });
      if (!(await this.askAbout(round))) return;
    }
  }

  /** @returns false when the model cannot be asked about anything more */
  private async askAbout(round: FileRound): Promise<boolean> {
    const { paid, options } = this;
    const { allowance, notice, stop, signal } = options;
    const { dossier } = round.file;
    try {
      const heldBefore = heldIn(dossier);
      await this.askAndRepair(round);
      if (stop.aborted || !allowance.isPaidWorkOpen) return false;
      const failure = this.failurePhrase(dossier, heldBefore);
      if (failure === undefined || !allowance.takeEscalation()) return true;
      const reason = await paid.escalate(failure);
      if (reason === undefined) return true;
      await notice(`${dossier.plan.target.path}: ${reason}`);
      const again = round.with(options.gapsOf(dossier));
      // Whoever agreed to one model has not agreed to a dearer one.
      if (!(await this.isAgreed(again.openFiles))) return false;
      await this.askAndRepair(again);
      return allowance.isPaidWorkOpen;
    } catch (error) {
      throwIfAborted(signal);
      // Stopped by the user: what is there is judged.
      if (isAbortError(error) && stop.aborted) return false;
      if (!failuresOfModels.some((failure) => error instanceof failure)) throw error;
      allowance.endPaidWork();
      await notice(`${paid.modelId} could not finish: ${describeError(error)} What there is stays.`);
      return false;
    }
  }

  private async askAndRepair(round: FileRound): Promise<void> {
    const { paid, options } = this;
    const { dossier, gaps } = round.file;
    const { maxRepairs } = options.settings;
    const path = dossier.plan.target.path;
    const asking = `Asking ${paid.modelId} about ${describeGaps(gaps)} of ${path}`;
    await options.startStage('write', asking, round.place);
    await this.writeAndAssess(round, aboutGaps(dossier, gaps));
    for (let repair = 1; repair <= maxRepairs; repair++) {
      const failures = this.worthRepair(dossier);
      if (failures.length === 0 || options.stop.aborted || !options.allowance.isPaidWorkOpen) return;
      const count = countOf(failures.length, 'test');
      const mending = `${paid.modelId} mends ${count} of ${path} (${repair} of ${maxRepairs})`;
      await options.startStage('repair', mending, round.place);
      await this.writeAndAssess(round, { failures });
    }
  }

  private async writeAndAssess(round: FileRound, about: Partial<CandidateRequest>): Promise<void> {
    const { paid, options } = this;
    const { allowance } = options;
    const { dossier } = round.file;
    const source = withinAllowance(paid, {
      mayPay: (request) => this.mayPay(round, request),
      noteSpent: (costMicroUsd) => allowance.noteSpent(costMicroUsd),
    });
    await options.assess(await options.write(dossier, source, { about, place: round.place }));
    // A test that reveals a bug is not one that failed: it is neither mended nor held against the model.
    triageFailures(dossier);
  }

  private async mayPay(round: FileRound, next: CandidateRequest): Promise<boolean> {
    const { allowance, settings } = this.options;
    if (!settings.confirmSpending) return true;
    const { worstMicroUsd } = this.paid.estimate([next]);
    return (
      allowance.covers(round.file.dossier.plan.target.path, worstMicroUsd) ||
      (await this.isAgreed(round.openFiles, next))
    );
  }

  /** @param next what is to be sent about the first file */
  private async isAgreed(files: readonly OpenFile[], next?: CandidateRequest): Promise<boolean> {
    const { paid, options } = this;
    const { allowance, settings, notice } = options;
    if (!settings.confirmSpending) return true;
    const { maxRepairs } = settings;
    const plan = spendingOutlook(files, { paid, maxRepairs, ...(next && { next }) });
    if (await allowance.ask(plan)) return true;
    await notice(`${paid.modelId} is not asked, as you chose; what there is stays.`);
    return false;
  }

  /** Nothing is paid for a test whose gap others have closed. */
  private worthRepair(dossier: Dossier): readonly FailedTest[] {
    const gaps = this.options.gapsOf(dossier);
    const failures = dossier.repairable.slice(0, mostFailures);
    return gaps === undefined || gaps.length > 0 ? failures : [];
  }

  /** Why what the model wrote does not hold, by objective checks; undefined when some of it does. */
  private failurePhrase(dossier: Dossier, heldBefore: number): string | undefined {
    const { modelId } = this.paid;
    if (heldIn(dossier) > heldBefore || this.options.gapsOf(dossier)?.length === 0) return undefined;
    const own = dossier.candidates.filter((candidate) => candidate.modelId === modelId);
    // What reveals a bug that was found before is no failure either.
    const isRepeated = own.some(({ id }) => dossier.rejectionOf(id)?.reason === 'duplicate');
    if (isRepeated && dossier.found.length > 0) return undefined;
    return own.length === 0
      ? `it wrote no test for ${dossier.plan.target.path}`
      : `none of its ${countOf(own.length, 'test')} for ${dossier.plan.target.path} holds`;
  }
}

/** One file, and those that follow it. */
class FileRound {
  constructor(
    readonly file: OpenFile,
    private readonly later: readonly OpenFile[],
    readonly place: FilePlace,
  ) {}

  get openFiles(): readonly OpenFile[] {
    return [this.file, ...this.later];
  }

  with(gaps: OpenFile['gaps']): FileRound {
    return new FileRound({ dossier: this.file.dossier, gaps }, this.later, this.place);
  }
}

/** Tests that pass, and tests that reveal a bug. */
function heldIn(dossier: Dossier): number {
  return dossier.passing.length + dossier.found.length;
}

function describeGaps(gaps: readonly TestGap[] | undefined): string {
  return gaps === undefined ? 'all' : countOf(gaps.length, 'gap');
}
