import { countOf } from '../../../base/countOf';
import type { BudgetStatus, BudgetWindow } from '../../../core/cost/budget';
import { formatUsd } from '../../../core/cost/money';
import { describeSpent } from './budgetText';

/** What is known of the spend: the ledger's answer, why it has none, or nothing yet. */
export type SpendState =
  | { readonly kind: 'known'; readonly status: BudgetStatus }
  | { readonly kind: 'unavailable'; readonly message: string }
  | { readonly kind: 'loading' };

export interface StatusBarText {
  /** With VS Code's `$(icon)` syntax. */
  readonly text: string;
  readonly tooltip: string;
}

/** `$0.12 / $5.00`, `~$0.12 today`, `cost unavailable`: never a zero that was not read from the ledger. */
export function spendText(spend: SpendState): string {
  switch (spend.kind) {
    case 'loading':
      return 'reading cost';
    case 'unavailable':
      return 'cost unavailable';
    case 'known': {
      const { daily } = spend.status;
      const { limitMicroUsd } = daily;
      const spent = formatSpent(daily);
      return limitMicroUsd === undefined ? `${spent} today` : `${spent} / ${formatUsd(limitMicroUsd)}`;
    }
  }
}

/**
 * The status bar item: spend of today, and how many runs are active.
 * @param formatTime turns milliseconds since the epoch into local date and time.
 */
export function statusBarText(
  spend: SpendState,
  activeRuns: number,
  formatTime: (timeMs: number) => string,
): StatusBarText {
  const text =
    activeRuns > 0
      ? `$(sync~spin) Agentic QE: ${countOf(activeRuns, 'run')}, ${spendText(spend)}`
      : `$(beaker) ${spendText(spend)}`;
  const running = activeRuns > 0 ? `${countOf(activeRuns, 'run')} active.` : 'No run is active.';
  return {
    text,
    tooltip: ['Agentic QE Fleet', ...spendLines(spend, formatTime), running, 'Click to open the panel.'].join(
      '\n',
    ),
  };
}

function spendLines(spend: SpendState, formatTime: (timeMs: number) => string): string[] {
  switch (spend.kind) {
    case 'loading':
      return ['Reading the ledger of costs.'];
    case 'unavailable':
      return [`The cost of today is not known: ${spend.message}`];
    case 'known': {
      const { daily, weekly, monthly } = spend.status;
      const estimated = daily.isEstimated ? ' (estimated in part)' : '';
      return [
        `Spent today: ${formatSpent(daily)}${estimated}.`,
        describeDailyLimit(daily.limitMicroUsd),
        `Counts from zero again at ${formatTime(daily.resetsAtMs)}.`,
        windowLine('This week', weekly, formatTime),
        windowLine('This month', monthly, formatTime),
      ];
    }
  }
}

/** `This week: $1.20 of $5.00, from zero again at …`. */
function windowLine(title: string, window: BudgetWindow, formatTime: (timeMs: number) => string): string {
  return `${title}: ${describeSpent(window)}, from zero again at ${formatTime(window.resetsAtMs)}.`;
}

function formatSpent({ spentMicroUsd, isEstimated }: BudgetWindow): string {
  return `${isEstimated ? '~' : ''}${formatUsd(spentMicroUsd)}`;
}

function describeDailyLimit(limitMicroUsd: number | undefined): string {
  if (limitMicroUsd === undefined) {
    return 'No daily limit is set (agenticQe.routing.costTracking.budgetLimits.daily).';
  }
  if (limitMicroUsd === 0) return 'Daily limit: $0.00, free models only.';
  return `Daily limit: ${formatUsd(limitMicroUsd)}.`;
}
