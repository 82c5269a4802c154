import { throwIfAborted } from '../../base/abort';
import { AppError, describeError } from '../../base/error';
import type { FleetConfig } from '../config/fleetConfig';
import { judgeTests } from './5-judgeTests';
import { CandidateRounds, type CollectedTests, type RoundReports } from './candidateRounds';
import type { CandidateSources } from './candidateSources';
import type { Dossier } from './dossier';
import type { WriteMode } from './generateTestsRequest';
import type { RunAccount } from './runAccount';
import type { RunAllowance } from './runAllowance';
import type { RunContext } from './runContext';
import type { PlanGroup } from './runOrder';
import type { RunProgress } from './runProgress';
import type { RunReports } from './runReports';
import type { GroupShares } from './runShare';
import type { RunRecord, RunStore } from './runStore';
import { settleFile } from './settleFile';
import type { JudgedTests } from './testFileJudge';
import type { Workbench } from './workbench';

/** What the work on all groups of a run has in common. */
export interface GroupSurroundings {
  readonly workbench: Workbench;
  readonly sources: CandidateSources;
  readonly settings: Pick<FleetConfig, 'generation' | 'mutation'>;
  readonly runStore: RunStore;
  readonly account: RunAccount;
  readonly allowance: RunAllowance;
  readonly progress: RunProgress;
  readonly reports: RunReports;
  /** Does one step for some of the files; its failure is theirs alone, unless they are all there is. */
  readonly attempt: RoundReports['attempt'];
  /** Aborted: nothing new is begun, and what is there is judged. */
  readonly stop: AbortSignal;
  readonly writeMode: WriteMode;
  /** The run so far. */
  readonly record: () => RunRecord;
}

/** Collects, judges and writes the tests of one group. */
export class GroupWork {
  constructor(
    private readonly context: RunContext,
    private readonly surroundings: GroupSurroundings,
  ) {}

  async perform(group: PlanGroup, { collecting, judging }: GroupShares): Promise<readonly JudgedTests[]> {
    const { reports, attempt, progress } = this.surroundings;
    const { context } = this;
    const rounds = new CandidateRounds(group, {
      ...this.surroundings,
      context,
      reports: reports.forRounds(collecting, attempt),
    });
    const collected = await this.orGiveUp(
      () => rounds.collect(),
      () => rounds.known,
    );
    throwIfAborted(context.signal);
    const message = 'Keeping what earns its place and passes five runs of five';
    await reports.startStage('judge', message, judging.from);
    const judged = await this.judge(collected);
    await progress.report(judging.to, 'Judged');
    throwIfAborted(context.signal);
    await this.settle(judged, collected);
    return judged;
  }

  private async judge({ dossiers, baseline }: CollectedTests): Promise<readonly JudgedTests[]> {
    const writesFindings = this.surroundings.settings.generation.findings === 'write';
    return await this.orGiveUp(
      () => judgeTests(dossiers, baseline, { ...this.context, writesFindings }),
      () => dossiers,
    );
  }

  private async settle(
    judged: readonly JudgedTests[],
    { dossiers, baseline }: CollectedTests,
  ): Promise<void> {
    const { account, workbench, runStore, writeMode, record, attempt } = this.surroundings;
    const { workspace } = workbench;
    for (const item of judged) {
      const dossier = dossiers.find(({ plan }) => plan === item.plan);
      if (!dossier) continue;
      await attempt([item.plan.target.path], () =>
        this.orGiveUp(
          () =>
            settleFile(
              { dossier, judged: item, baseline },
              { account, workspace, runStore, record: record(), writeMode },
            ),
          () => [dossier],
        ),
      );
    }
  }

  /** Every candidate ends in a receipt, also when its file could not be judged or written. */
  private async orGiveUp<T>(work: () => Promise<T>, dossiers: () => readonly Dossier[]): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError)
        for (const dossier of dossiers())
          await this.surroundings.account.addUnjudged(dossier, describeError(error));
      throw error;
    }
  }
}
