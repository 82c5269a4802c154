import type { Clock } from '../../base/clock';
import type { FleetConfig } from '../config/fleetConfig';
import type { EventBus } from '../events/eventBus';
import type { BudgetStatus } from './budget';
import type { LedgerRow, LedgerStore } from './ledgerStore';
import { microUsdFromDollars } from './money';
import { spendRange } from './spendWindows';

export interface CostTrackerDependencies {
  readonly ledger: LedgerStore;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly config: () => FleetConfig;
}

/** Writes what calls cost and says what was spent; every figure is derived from ledger rows. */
export class CostTracker {
  constructor(private readonly dependencies: CostTrackerDependencies) {}

  /** Resolves when the row is durable and `cost.tracked` has been announced. @throws LedgerError */
  async track(row: LedgerRow): Promise<void> {
    await this.dependencies.ledger.append(row);
    this.dependencies.events.emit('cost.tracked', { row, budgetStatus: await this.budgetStatus() });
  }

  /** Spend of today in the user's time zone against the daily limit. @throws LedgerError `ledger-unreadable` */
  async budgetStatus(): Promise<BudgetStatus> {
    const { ledger, clock, timeZone, config } = this.dependencies;
    const range = spendRange('day', clock.now(), timeZone, 1);
    const totals = await ledger.totals(range);
    const daily = config().budget.daily;
    return {
      period: 'day',
      spentMicroUsd: totals.costMicroUsd,
      limitMicroUsd: daily === null ? undefined : microUsdFromDollars(daily),
      resetsAtMs: range.resetsAtMs,
      isEstimated: totals.isEstimated,
    };
  }
}
