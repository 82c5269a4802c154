import type { Clock } from '../../base/clock';
import type { FleetConfig } from '../config/fleetConfig';
import type { BudgetType } from '../errors';
import { type BudgetStatus, type BudgetWindow, neverMs } from './budget';
import type { RaisedWindow } from './budgetRaise';
import type { CostMemory } from './costMemory';
import type { LedgerStore, RowFilter, SpendLimit } from './ledgerStore';
import { type MicroUsd, microUsdFromDollars } from './money';
import { type SpendPeriod, type SpendRange, spendRange } from './spendWindows';

export interface BudgetsDependencies {
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly config: () => FleetConfig;
  readonly memory: CostMemory;
}

/** A budget as of now: what counts in it. */
interface BudgetFrame extends RaisedWindow {
  readonly range: SpendRange;
  readonly filter: RowFilter;
  /** Undefined: none is set. Without raises. */
  readonly limitMicroUsd: MicroUsd | undefined;
}

const settingOf = {
  daily: 'daily',
  weekly: 'weekly',
  monthly: 'monthly',
  run: 'perRun',
  agent: 'perAgent',
} as const satisfies Readonly<
  Record<BudgetType, keyof FleetConfig['routing']['costTracking']['budgetLimits']>
>;

const periodOf = { daily: 'day', weekly: 'week', monthly: 'month', agent: 'day' } as const;

/** A reservation waits for its turn for less than this. */
const reservingMs = 30_000;

/** Key of the setting with the limit, below `routing.costTracking.budgetLimits`. */
export function budgetSettingOf(budgetType: BudgetType): string {
  return settingOf[budgetType];
}

/** What the settings and the raises allow to be spent, and what was spent of it. With `costTracking` off nothing is limited. */
export class Budgets {
  constructor(private readonly dependencies: BudgetsDependencies) {}

  /** Of the run and the agent type only what has a limit. @throws LedgerError */
  async status({ runId, agentType }: RowFilter): Promise<BudgetStatus> {
    const window = (budgetType: BudgetType, scope?: string) => this.windowOf(this.frameOf(budgetType, scope));
    const { budgetLimits } = this.costTracking;
    const [daily, weekly, monthly, run, agent] = await Promise.all([
      window('daily'),
      window('weekly'),
      window('monthly'),
      runId === undefined || budgetLimits.perRun === null ? undefined : window('run', runId),
      agentType === undefined || budgetLimits.perAgent === null ? undefined : window('agent', agentType),
    ]);
    return { daily, weekly, monthly, ...(run ? { run } : {}), ...(agent ? { agent } : {}) };
  }

  /** One window, spent and allowed. @throws LedgerError */
  async window({ budgetType, scope }: RaisedWindow): Promise<BudgetWindow> {
    return await this.windowOf(this.frameOf(budgetType, scope));
  }

  /** The limits that a call has to keep, the tightest windows first. */
  async limitsFor({ runId, agentType }: Required<RowFilter>): Promise<readonly SpendLimit[]> {
    const frames = [
      this.frameOf('run', runId),
      this.frameOf('agent', agentType),
      this.frameOf('daily'),
      this.frameOf('weekly'),
      this.frameOf('monthly'),
    ];
    const nowMs = this.dependencies.clock.now();
    const limits = await Promise.all(
      frames.map(async (frame): Promise<SpendLimit[]> => {
        const limitMicroUsd = await this.allowedIn(frame);
        if (limitMicroUsd === undefined) return [];
        const { budgetType, range, filter } = frame;
        const limit = { budgetType, range, ...filter, limitMicroUsd };
        if (range.toMs - nowMs > reservingMs) return [limit];
        // It may be granted after the window has ended: then that of the next one has to hold.
        const next = this.frameOf(budgetType, frame.scope, range.toMs);
        return [limit, { ...limit, range: next.range, limitMicroUsd: next.limitMicroUsd ?? limitMicroUsd }];
      }),
    );
    return limits.flat();
  }

  /** The day, week or month that contains the instant. */
  rangeOf(period: SpendPeriod, atMs = this.dependencies.clock.now()): SpendRange {
    return spendRange(period, atMs, this.dependencies.timeZone, this.costTracking.weekStartsOn);
  }

  private get costTracking(): FleetConfig['routing']['costTracking'] {
    return this.dependencies.config().routing.costTracking;
  }

  private frameOf(budgetType: BudgetType, scope?: string, atMs?: number): BudgetFrame {
    const { enabled, budgetLimits } = this.costTracking;
    const limit = enabled ? budgetLimits[settingOf[budgetType]] : null;
    const limitMicroUsd = limit === null ? undefined : microUsdFromDollars(limit);
    const range =
      budgetType === 'run'
        ? { fromMs: 0, toMs: neverMs, resetsAtMs: neverMs }
        : this.rangeOf(periodOf[budgetType], atMs);
    if (scope === undefined) return { budgetType, range, filter: {}, limitMicroUsd };
    const filter = budgetType === 'run' ? { runId: scope } : { agentType: scope };
    return { budgetType, scope, range, filter, limitMicroUsd };
  }

  private async windowOf(frame: BudgetFrame): Promise<BudgetWindow> {
    const { budgetType, scope, range, filter, limitMicroUsd: initialMicroUsd } = frame;
    const [totals, limitMicroUsd] = await Promise.all([
      this.dependencies.ledger.totals(range, filter),
      this.allowedIn(frame),
    ]);
    const raisedByMicroUsd = (limitMicroUsd ?? 0) - (initialMicroUsd ?? 0);
    return {
      budgetType,
      ...(scope === undefined ? {} : { scope }),
      spentMicroUsd: totals.costMicroUsd,
      limitMicroUsd,
      ...(raisedByMicroUsd > 0 ? { raisedByMicroUsd } : {}),
      resetsAtMs: range.resetsAtMs,
      isEstimated: totals.isEstimated,
    };
  }

  /** The limit with what it was raised by; undefined without one. */
  private async allowedIn({ limitMicroUsd, range, ...window }: BudgetFrame): Promise<MicroUsd | undefined> {
    if (limitMicroUsd === undefined) return undefined;
    const raises = await this.dependencies.memory.raisesOf(window, range.resetsAtMs);
    return Math.max(limitMicroUsd, ...raises.map((raise) => raise.limitMicroUsd));
  }
}
