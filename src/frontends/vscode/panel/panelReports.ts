import { t, tn } from '../../../base/localize';
import type { CostGroup } from '../../../core/cost/costSummary';
import type { LedgerRow } from '../../../core/cost/ledgerStore';
import { formatUsd } from '../../../core/cost/money';
import type { CatalogueEntry } from '../../../core/reports/catalogueReport';
import { costPerKeptTest } from '../../../core/reports/costPerKeptTest';
import { type CostReport, compareSentences } from '../../../core/reports/costReport';
import { spendSeries } from '../../../core/reports/spendSeries';
import type { PanelChart, PanelCosts, PanelModel } from '../../webview/reports';
import type { KeyOrigin } from '../apiKeys';
import { budgetName, describeSpent } from '../text/budgetText';
import { toPanelFigure } from './panelFigure';

const microPerDollar = 1_000_000;

/** What was spent this month, in the panel's words. @param keptByRun tests that runs have kept */
export function toPanelCosts(
  { summary, budgets, comparison }: CostReport,
  rows: readonly LedgerRow[],
  {
    keptByRun,
    formatTime,
  }: {
    readonly keptByRun: ReadonlyMap<string, number>;
    readonly formatTime: (timeMs: number) => string;
  },
): PanelCosts {
  const { totalMicroUsd, isEstimated, calls, unpricedCalls } = summary;
  return {
    total: `${isEstimated ? '~' : ''}${formatUsd(totalMicroUsd)}`,
    calls: [
      tn(calls, '{0} call', '{0} calls'),
      ...(unpricedCalls > 0 ? [t('{0} of them without a known price', unpricedCalls)] : []),
    ].join(', '),
    charts: [
      toChart(t('Model'), rows, ({ modelId }) => modelId),
      toChart(t('Task'), rows, ({ taskType }) => taskType),
    ],
    groups: [
      { title: t('Model'), rows: summary.byModel.map(toRow) },
      { title: t('Task'), rows: summary.byTaskType.map(toRow) },
    ],
    budgets: budgets.map((window) => ({
      name: budgetName(window.budgetType),
      spent: describeSpent(window),
      resets: formatTime(window.resetsAtMs),
      ...(window.limitMicroUsd !== undefined &&
        window.limitMicroUsd > 0 && {
          percent: Math.min(100, (window.spentMicroUsd / window.limitMicroUsd) * 100),
        }),
      hasLimit: window.limitMicroUsd !== undefined,
    })),
    comparison: comparison ? compareSentences(comparison) : [],
    perKeptTest: toPanelFigure(costPerKeptTest(summary.byRun, keptByRun), formatUsd),
  };
}

/** A model of the catalogue, with the state of the key that it needs. */
export function toPanelModel(
  { model, availability }: CatalogueEntry,
  keyOrigin: (provider: string) => KeyOrigin | undefined,
): PanelModel {
  const { name, provider, tier, prices, pricesAsOf, contextWindow } = model;
  const price = (amount: number): string => formatUsd(amount);
  const origin = keyOrigin(provider);
  return {
    name,
    provider,
    tier,
    prices: prices
      ? [
          t('{0} in, {1} out', price(prices.input), price(prices.output)),
          ...(pricesAsOf ? [t('as of {0}', pricesAsOf)] : []),
        ].join(', ')
      : t('not known'),
    context: contextWindow !== Number.MAX_SAFE_INTEGER ? contextWindow.toLocaleString('en') : t('no limit'),
    key: origin === undefined ? t('none needed') : keyWords()[origin],
    needsKey: origin === 'none',
    isAvailable: availability.ok,
    reason: availability.ok ? '' : availability.reason,
  };
}

const keyWords = (): Readonly<Record<KeyOrigin, string>> => ({
  'secret-storage': t('in the secret store'),
  environment: t('from the environment'),
  none: t('not set'),
});

function toRow({ name, calls, costMicroUsd }: CostGroup): PanelCosts['groups'][number]['rows'][number] {
  return { name: name || t('(none)'), calls: String(calls), cost: formatUsd(costMicroUsd) };
}

function toChart(title: string, rows: readonly LedgerRow[], nameOf: (row: LedgerRow) => string): PanelChart {
  const { daysMs, lines } = spendSeries(rows, nameOf, { startOfDay, nextDay });
  return {
    title,
    days: daysMs.map((day) => day / 1000),
    lines: lines.map(({ name, amounts }) => ({
      name,
      amounts: amounts.map((amount) => amount / microPerDollar),
    })),
  };
}

function startOfDay(timeMs: number): number {
  return new Date(timeMs).setHours(0, 0, 0, 0);
}

function nextDay(dayMs: number): number {
  const day = new Date(dayMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}
