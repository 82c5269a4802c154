import { v4 as uuid } from 'uuid';
import type { Clock } from '../../base/clock';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { FleetConfig } from '../config/fleetConfig';
import { LedgerError } from '../errors';
import type { EventBus } from '../events/eventBus';
import type { Figure } from '../figure';
import type { ModelConfig } from '../routing/modelConfig';
import type { BudgetStatus, BudgetWindow } from './budget';
import { BudgetAlerts } from './budgetAlerts';
import type { BudgetRaise, RaisedWindow, RaiseRequest } from './budgetRaise';
import { budgetRefusal, unpricedError } from './budgetRefusal';
import { Budgets } from './budgets';
import { CallReservation } from './callReservation';
import { CostMemory } from './costMemory';
import { type CostPeriod, type CostSummary, summarizeCosts } from './costSummary';
import { counterfactualCost } from './counterfactual';
import type { Door } from './door';
import type { LedgerRow, LedgerStore, LedgerTotals, RowFilter, TimeRange } from './ledgerStore';
import type { CallEnd, PlannedCall, Reservation } from './plannedCall';
import { abandonedRow, isFree, settledRow } from './settlement';
import type { SharedMemory } from './sharedMemory';

export interface CostTrackerDependencies {
  readonly ledger: LedgerStore;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly config: () => FleetConfig;
  readonly memory: SharedMemory;
  readonly logger: Logger;
  /** Of the calls whose planner names none. */
  readonly door?: Door;
}

const everything: TimeRange = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
const nothing: TimeRange = { fromMs: 0, toMs: 0 };

/**
 * Holds money back before calls, writes what they cost and says what was spent. Every figure is derived from ledger rows when it
 * is asked for; nothing is added to a stored sum, so two writers lose nothing. With `costTracking` off, no limit holds and memory
 * learns of nothing, but the ledger goes on.
 */
export class CostTracker {
  private readonly memory: CostMemory;
  private readonly alerts: BudgetAlerts;
  private readonly budgets: Budgets;
  private lastAnnouncement: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: CostTrackerDependencies) {
    const { memory, logger } = dependencies;
    this.memory = new CostMemory(memory, logger);
    this.alerts = new BudgetAlerts({ ...dependencies, memory: this.memory });
    this.budgets = new Budgets({ ...dependencies, memory: this.memory });
  }

  /**
   * Puts a call on record. Resolves when the row is durable, memory knows of it and `cost.tracked` was announced, after it the
   * alerts of budgets it has brought to their threshold or limit.
   * @throws LedgerError
   */
  async track(row: LedgerRow): Promise<void> {
    await this.dependencies.ledger.append(row);
    await this.announce(row);
  }

  /**
   * Holds back what the call may cost, so that every budget holds whatever anybody else does. Free models reserve nothing and are
   * never refused.
   * @throws BudgetExceededError; ModelSelectionError for a model of unknown price while a budget is set; LedgerError: what cannot
   * be added up must not be spent
   */
  async reserve(planned: PlannedCall): Promise<Reservation> {
    const { ledger, clock } = this.dependencies;
    const call = this.attributed(planned);
    if (isFree(call.model)) return this.reservationOf(call);
    const { callId, runId, agentType, worstCaseMicroUsd } = call;
    const limits = await this.budgets.limitsFor(call);
    if (worstCaseMicroUsd === undefined) {
      if (limits.length > 0) throw unpricedError(call.model);
      await ledger.totals(nothing);
      return this.reservationOf(call);
    }
    const requestedAtMs = clock.now();
    const outcome = await ledger.reserve({
      callId,
      amountMicroUsd: worstCaseMicroUsd,
      requestedAtMs,
      runId,
      agentType,
      row: abandonedRow(call, requestedAtMs),
      limits,
    });
    if (outcome.status === 'refused') throw budgetRefusal(call, outcome);
    return this.reservationOf(call);
  }

  /**
   * Spend of the current day, week and month in the user's time zone against their limits; of a run or an agent type too, when it
   * is given and has a limit.
   * @throws LedgerError
   */
  async budgetStatus(scope: RowFilter = {}): Promise<BudgetStatus> {
    return await this.budgets.status(scope);
  }

  /**
   * Allows more to be spent in the current window, and in no other, and puts on record who did. Of several raises the highest
   * counts.
   * @throws RangeError when there is no such limit or it is not below the new one; LedgerError; MemoryError: nothing was raised
   */
  async raiseBudget({ limitMicroUsd, raisedBy, ...window }: RaiseRequest): Promise<BudgetWindow> {
    const { limitMicroUsd: limitBeforeMicroUsd, resetsAtMs } = await this.budgets.window(window);
    if (limitBeforeMicroUsd === undefined) {
      throw new RangeError(`There is no ${window.budgetType} limit to raise`);
    }
    if (!Number.isSafeInteger(limitMicroUsd) || limitMicroUsd <= limitBeforeMicroUsd) {
      throw new RangeError(`${limitMicroUsd} micro-dollars are not more than ${limitBeforeMicroUsd}`);
    }
    const raisedAtMs = this.dependencies.clock.now();
    const raise: BudgetRaise = {
      ...window,
      id: uuid(),
      limitMicroUsd,
      limitBeforeMicroUsd,
      raisedBy,
      raisedAtMs,
    };
    await this.memory.rememberRaise(raise, resetsAtMs);
    this.dependencies.logger.info('A budget was raised', { ...raise });
    return await this.budgets.window(window);
  }

  /** Who raised the budget in its current window, and when; oldest first. @throws LedgerError */
  async raisesOf(window: RaisedWindow): Promise<readonly BudgetRaise[]> {
    const { resetsAtMs } = await this.budgets.window(window);
    return await this.memory.raisesOf(window, resetsAtMs);
  }

  /** What was spent in the current period, and on what. @throws LedgerError */
  async getCosts(period: CostPeriod): Promise<CostSummary> {
    return summarizeCosts(period, this.rangeOf(period), await this.rowsOf(period));
  }

  /** The calls of the current period, oldest first. @throws LedgerError */
  async rowsOf(period: CostPeriod): Promise<readonly LedgerRow[]> {
    return await this.dependencies.ledger.rows(this.rangeOf(period));
  }

  /** What the calls of a run, or of agents of a type, cost in all. @throws LedgerError */
  async totalsOf(filter: RowFilter): Promise<LedgerTotals> {
    return await this.dependencies.ledger.totals(everything, filter);
  }

  /** What the calls of the current period would have cost with the model, and what was assumed. @throws LedgerError */
  async counterfactual(period: CostPeriod, model: ModelConfig): Promise<Figure> {
    return counterfactualCost(await this.rowsOf(period), model);
  }

  private reservationOf(call: PlannedCall): Reservation {
    return new CallReservation({
      settle: (end) => this.settle(call, end),
      release: () => this.dependencies.ledger.release(call.callId),
    });
  }

  private async settle(call: PlannedCall, end: CallEnd): Promise<LedgerRow> {
    const { ledger, clock, logger } = this.dependencies;
    const row = settledRow(call, end, clock.now());
    const { callId, worstCaseMicroUsd } = call;
    if (worstCaseMicroUsd !== undefined && row.costMicroUsd > worstCaseMicroUsd) {
      logger.warn('A call cost more than was reserved for it', {
        callId,
        model: row.modelId,
        costMicroUsd: row.costMicroUsd,
        worstCaseMicroUsd,
      });
    }
    try {
      await ledger.settle(row);
    } catch (error) {
      if (!(error instanceof LedgerError && isFree(call.model))) throw error;
      logger.error('A free call could not be put on record', { callId, reason: describeError(error) });
      return row;
    }
    try {
      await this.announce(row);
    } catch (error) {
      logger.warn('What was spent could not be added up', { callId, reason: describeError(error) });
    }
    return row;
  }

  private async announce(row: LedgerRow): Promise<void> {
    // One after the other, so that the totals that are announced never go back.
    const announcement = this.lastAnnouncement.then(() => this.announceNext(row));
    this.lastAnnouncement = announcement.catch(() => undefined);
    await announcement;
  }

  private async announceNext(entry: LedgerRow): Promise<void> {
    const { events, config } = this.dependencies;
    const { enabled, alertThresholds } = config().routing.costTracking;
    const remembered = enabled ? this.memory.rememberCall(entry) : undefined;
    const [budgetStatus] = await Promise.all([this.budgetStatus(entry), remembered]);
    const { spentMicroUsd: dailyTotal, isEstimated } = budgetStatus.daily;
    if (enabled) {
      await this.memory.rememberDailyTotal({ date: this.today(), totalMicroUsd: dailyTotal, isEstimated });
    }
    events.emit('cost.tracked', { entry, dailyTotal, budgetStatus });
    if (enabled) await this.alerts.check(budgetStatus, alertThresholds);
  }

  private attributed(call: PlannedCall): PlannedCall {
    const { config, door } = this.dependencies;
    const { tag } = config().routing.costTracking;
    return { ...(door && { door }), ...(tag !== '' && { tag }), ...call };
  }

  private rangeOf(period: CostPeriod): TimeRange {
    return period === 'all' ? everything : this.budgets.rangeOf(period);
  }

  /** YYYY-MM-DD in the user's time zone. */
  private today(): string {
    const { clock, timeZone } = this.dependencies;
    // Swedish writes dates like this.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(clock.now());
  }
}
