import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { FleetConfig } from '../config/fleetConfig';
import type { BudgetType } from '../errors';
import type { EventBus } from '../events/eventBus';
import type { BudgetStatus, BudgetWindow } from './budget';
import { BudgetAlerts } from './budgetAlerts';
import { CostMemory } from './costMemory';
import { type CostPeriod, type CostSummary, summarizeCosts } from './costSummary';
import type { LedgerRow, LedgerStore, TimeRange } from './ledgerStore';
import { microUsdFromDollars } from './money';
import type { SharedMemory } from './sharedMemory';
import { type SpendPeriod, type SpendRange, spendRange } from './spendWindows';

export interface CostTrackerDependencies {
  readonly ledger: LedgerStore;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly config: () => FleetConfig;
  readonly memory: SharedMemory;
  readonly logger: Logger;
}

/** What is known of a call beyond its ledger row. */
export interface CallOrigin {
  readonly agentId?: string;
}

const monday = 1;
const periodOf: Readonly<Record<BudgetType, SpendPeriod>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
};
const everything: TimeRange = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

/**
 * Writes what calls cost and says what was spent. Every figure is derived from ledger rows when it is asked for; nothing is
 * added to a stored sum, so two writers lose nothing. With `costTracking` off, no limit holds and memory learns of nothing,
 * but the ledger goes on.
 */
export class CostTracker {
  private readonly memory: CostMemory;
  private readonly alerts: BudgetAlerts;
  private lastAnnouncement: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: CostTrackerDependencies) {
    const { memory, logger } = dependencies;
    this.memory = new CostMemory(memory, logger);
    this.alerts = new BudgetAlerts({ ...dependencies, memory: this.memory });
  }

  /**
   * Puts a call on record. Resolves when the row is durable, memory knows of it and `cost.tracked` was announced, after it the
   * alerts of budgets it has brought to their threshold or limit.
   * @throws LedgerError
   */
  async track(row: LedgerRow, { agentId }: CallOrigin = {}): Promise<void> {
    await this.dependencies.ledger.append(row);
    // One after the other, so that the totals that are announced never go back.
    const announcement = this.lastAnnouncement.then(() => this.announce(row, agentId));
    this.lastAnnouncement = announcement.catch(() => undefined);
    await announcement;
  }

  /** Spend of the current day, week and month in the user's time zone against their limits. @throws LedgerError */
  async budgetStatus(): Promise<BudgetStatus> {
    const { enabled, budgetLimits } = this.dependencies.config().routing.costTracking;
    const nowMs = this.dependencies.clock.now();
    const window = async (budgetType: BudgetType): Promise<BudgetWindow> => {
      const range = this.rangeOf(periodOf[budgetType], nowMs);
      const totals = await this.dependencies.ledger.totals(range);
      const limit = enabled ? budgetLimits[budgetType] : null;
      return {
        budgetType,
        spentMicroUsd: totals.costMicroUsd,
        limitMicroUsd: limit === null ? undefined : microUsdFromDollars(limit),
        resetsAtMs: range.resetsAtMs,
        isEstimated: totals.isEstimated,
      };
    };
    const [daily, weekly, monthly] = await Promise.all([
      window('daily'),
      window('weekly'),
      window('monthly'),
    ]);
    return { daily, weekly, monthly };
  }

  /** What was spent in the current period, and on what. @throws LedgerError */
  async getCosts(period: CostPeriod): Promise<CostSummary> {
    const { ledger, clock } = this.dependencies;
    const range = period === 'all' ? everything : this.rangeOf(period, clock.now());
    return summarizeCosts(period, range, await ledger.rows(range));
  }

  private async announce(entry: LedgerRow, agentId: string | undefined): Promise<void> {
    const { events, config } = this.dependencies;
    const { enabled, alertThresholds } = config().routing.costTracking;
    const remembered = enabled ? this.memory.rememberCall(entry, agentId) : undefined;
    const [budgetStatus] = await Promise.all([this.budgetStatus(), remembered]);
    const { spentMicroUsd: dailyTotal, isEstimated } = budgetStatus.daily;
    if (enabled) {
      await this.memory.rememberDailyTotal({ date: this.today(), totalMicroUsd: dailyTotal, isEstimated });
    }
    events.emit('cost.tracked', { entry, dailyTotal, budgetStatus });
    if (enabled) await this.alerts.check(budgetStatus, alertThresholds);
  }

  private rangeOf(period: SpendPeriod, nowMs: number): SpendRange {
    return spendRange(period, nowMs, this.dependencies.timeZone, monday);
  }

  /** YYYY-MM-DD in the user's time zone. */
  private today(): string {
    const { clock, timeZone } = this.dependencies;
    // Swedish writes dates like this.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(clock.now());
  }
}
