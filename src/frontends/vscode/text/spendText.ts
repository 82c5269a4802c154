import { t, tn } from '../../../base/localize';
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
  /** Absent: as it should be. */
  readonly severity?: 'warning' | 'error';
}

/** `$0.12 / $5.00`, `~$0.12 today`, `cost unavailable`: never a zero that was not read from the ledger. */
export function spendText(spend: SpendState): string {
  switch (spend.kind) {
    case 'loading':
      return t('reading cost');
    case 'unavailable':
      return t('cost unavailable');
    case 'known': {
      const { daily } = spend.status;
      const { limitMicroUsd } = daily;
      const spent = formatSpent(daily);
      return limitMicroUsd === undefined ? t('{0} today', spent) : `${spent} / ${formatUsd(limitMicroUsd)}`;
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
      ? t('$(sync~spin) Agentic QE: {0}, {1}', tn(activeRuns, '{0} run', '{0} runs'), spendText(spend))
      : `$(beaker) ${spendText(spend)}`;
  const running =
    activeRuns > 0 ? tn(activeRuns, '{0} run active.', '{0} runs active.') : t('No run is active.');
  return {
    text,
    tooltip: [
      'Agentic QE Fleet',
      ...spendLines(spend, formatTime),
      running,
      activeRuns > 0 ? t('Click to open the panel.') : t('Click to open the costs.'),
    ].join('\n'),
    ...severityOf(spend),
  };
}

/** A colour only where something is to be done: a budget of today, the week or the month is used up, or nearly. */
function severityOf(spend: SpendState): Pick<StatusBarText, 'severity'> {
  if (spend.kind === 'unavailable') return { severity: 'warning' };
  if (spend.kind === 'loading') return {};
  const { daily, weekly, monthly } = spend.status;
  const shares = [daily, weekly, monthly].flatMap(({ spentMicroUsd, limitMicroUsd }) =>
    limitMicroUsd === undefined || limitMicroUsd === 0 ? [] : [spentMicroUsd / limitMicroUsd],
  );
  const most = Math.max(0, ...shares);
  if (most >= 1) return { severity: 'error' };
  return most >= nearLimit ? { severity: 'warning' } : {};
}

/** Share of a limit from which on it is near. */
const nearLimit = 0.8;

function spendLines(spend: SpendState, formatTime: (timeMs: number) => string): string[] {
  switch (spend.kind) {
    case 'loading':
      return [t('Reading the ledger of costs.')];
    case 'unavailable':
      return [t('The cost of today is not known: {0}', spend.message)];
    case 'known': {
      const { daily, weekly, monthly } = spend.status;
      const estimated = daily.isEstimated ? t(' (estimated in part)') : '';
      return [
        t('Spent today: {0}{1}.', formatSpent(daily), estimated),
        describeDailyLimit(daily.limitMicroUsd),
        t('Counts from zero again at {0}.', formatTime(daily.resetsAtMs)),
        windowLine(t('This week'), weekly, formatTime),
        windowLine(t('This month'), monthly, formatTime),
      ];
    }
  }
}

/** `This week: $1.20 of $5.00, from zero again at …`. */
function windowLine(title: string, window: BudgetWindow, formatTime: (timeMs: number) => string): string {
  return t('{0}: {1}, from zero again at {2}.', title, describeSpent(window), formatTime(window.resetsAtMs));
}

function formatSpent({ spentMicroUsd, isEstimated }: BudgetWindow): string {
  return `${isEstimated ? '~' : ''}${formatUsd(spentMicroUsd)}`;
}

function describeDailyLimit(limitMicroUsd: number | undefined): string {
  if (limitMicroUsd === undefined) {
    return t('No daily limit is set (agenticQe.routing.costTracking.budgetLimits.daily).');
  }
  if (limitMicroUsd === 0) return t('Daily limit: $0.00, free models only.');
  return t('Daily limit: {0}.', formatUsd(limitMicroUsd));
}
