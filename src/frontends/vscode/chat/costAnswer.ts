import { t, tn } from '../../../base/localize';
import type { CostPeriod } from '../../../core/cost/costSummary';
import { formatUsd } from '../../../core/cost/money';
import { compareSentences, toCostRecord } from '../../../core/reports/costReport';
import { commandIds } from '../commandIds';
import { formatTime } from '../formatTime';
import { budgetName, describeSpent } from '../text/budgetText';
import { costQuestion } from './chatIntent';
import { plain } from './chatMarkdown';
import type { ChatOutcome, ChatTurn } from './chatTurn';

/** Adds up what was spent, against the budgets. Runs nothing. */
export async function answerCost({ request, stream, context }: ChatTurn): Promise<ChatOutcome> {
  const { period, by } = costQuestion(request.prompt);
  const report = await context.services.costReport(period);
  const { groups, totalMicroUsd, calls, isEstimated, unpricedCalls } = toCostRecord(report, by);
  const total = `${isEstimated ? '~' : ''}${formatUsd(totalMicroUsd)}`;
  stream.markdown(
    `**${plain(tn(calls, '{1} {2}, in {0} call.', '{1} {2}, in {0} calls.', total, periodName(period)))}**\n\n`,
  );
  if (groups.length > 0) {
    const rows = groups.map(({ name, calls: count, costMicroUsd }) =>
      [name === '' ? t('(no {0})', by) : name, String(count), formatUsd(costMicroUsd)].map(plain),
    );
    const table = [[by, t('calls'), t('cost')], ['---', '---:', '---:'], ...rows];
    stream.markdown(`${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n`);
  }
  if (unpricedCalls > 0)
    stream.markdown(
      `${tn(
        unpricedCalls,
        '{0} call without a known price is missing from the total.',
        '{0} calls without a known price are missing from the total.',
      )}\n\n`,
    );
  for (const window of report.budgets.filter(({ limitMicroUsd }) => limitMicroUsd !== undefined)) {
    const { budgetType, resetsAtMs } = window;
    stream.markdown(
      `- ${plain(t('Budget, {0}: {1}, from zero again at {2}', budgetName(budgetType), describeSpent(window), formatTime(resetsAtMs)))}\n`,
    );
  }
  for (const sentence of report.comparison ? compareSentences(report.comparison) : [])
    stream.markdown(`\n${plain(sentence)}\n`);
  stream.button({ title: t('Export Costs…'), command: commandIds.exportCosts });
  stream.button({ title: t('Raise Budget…'), command: commandIds.raiseBudget });
  return {
    followups: [
      { command: 'cost', prompt: 'month by model', label: t('This month, by model') },
      { command: 'cost', prompt: 'month by door', label: t('This month, by what asked for it') },
    ],
  };
}

function periodName(period: CostPeriod): string {
  switch (period) {
    case 'day':
      return t('today');
    case 'week':
      return t('this week');
    case 'month':
      return t('this month');
    case 'all':
      return t('in all');
  }
}
