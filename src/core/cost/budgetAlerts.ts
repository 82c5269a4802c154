import type { Clock } from '../../base/clock';
import type { FleetConfig } from '../config/fleetConfig';
import type { EventBus } from '../events/eventBus';
import { type BudgetStatus, type BudgetWindow, windowsOf } from './budget';
import type { CostMemory } from './costMemory';

export type AlertThresholds = FleetConfig['routing']['costTracking']['alertThresholds'];

/** A limit that is nearly or wholly used up. */
export type BudgetAlert =
  | { readonly kind: 'warning'; readonly window: BudgetWindow; readonly threshold: number }
  | { readonly kind: 'exceeded'; readonly window: BudgetWindow };

/**
 * What is to be told of a status: `warning` from the threshold on, `exceeded` from the limit on; a spend that leaps over both
 * gives both. Nothing was spent, nothing is told: a limit of 0 is exceeded by the first micro-dollar, not by free calls.
 */
export function alertsOf(status: BudgetStatus, thresholds: AlertThresholds): readonly BudgetAlert[] {
  return windowsOf(status).flatMap((window): BudgetAlert[] => {
    const { budgetType, spentMicroUsd, limitMicroUsd } = window;
    if (limitMicroUsd === undefined || spentMicroUsd === 0) return [];
    const threshold = budgetType === 'monthly' ? thresholds.monthlyPercent : thresholds.dailyPercent;
    const alerts: BudgetAlert[] = [];
    if (spentMicroUsd >= amountAt(threshold, limitMicroUsd)) {
      alerts.push({ kind: 'warning', window, threshold });
    }
    if (spentMicroUsd >= limitMicroUsd) alerts.push({ kind: 'exceeded', window });
    return alerts;
  });
}

/** The fraction of the limit in whole micro-dollars, free of the last digits that floats get wrong. */
function amountAt(fraction: number, limitMicroUsd: number): number {
  return Math.ceil(Number((fraction * limitMicroUsd).toFixed(4)));
}

export interface BudgetAlertsDependencies {
  readonly events: EventBus;
  readonly clock: Clock;
  readonly memory: CostMemory;
}

/**
 * Announces that a budget nears its limit or has reached it, once for each window of time and limit: one that is raised and
 * reached again is news. Memory keeps it from being announced again after a restart or by another window of the product;
 * only two that notice within the same moment both tell it.
 */
export class BudgetAlerts {
  private readonly announced = new Set<string>();

  constructor(private readonly dependencies: BudgetAlertsDependencies) {}

  /** Announces what is new in the status; resolves when it is remembered. */
  async check(status: BudgetStatus, thresholds: AlertThresholds): Promise<void> {
    for (const alert of alertsOf(status, thresholds)) await this.announce(alert);
  }

  private async announce(alert: BudgetAlert): Promise<void> {
    const { events, clock, memory } = this.dependencies;
    const { kind, window } = alert;
    const scope = window.scope === undefined ? '' : `${encodeURIComponent(window.scope)}/`;
    const key = `alerts/${window.budgetType}/${scope}${window.resetsAtMs}/${window.limitMicroUsd}/${kind}`;
    if (this.announced.has(key)) return;
    // Before anything is awaited: calls that end at the same time must not all find it missing.
    this.announced.add(key);
    if (await memory.wasAlerted(key)) return;
    if (alert.kind === 'exceeded') events.emit('cost.budget.exceeded', { window });
    else events.emit('cost.budget.warning', { window, threshold: alert.threshold });
    await memory.rememberAlert(key, window, clock.now());
  }
}
