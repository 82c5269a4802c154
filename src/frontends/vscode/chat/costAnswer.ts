import { formatUsd } from '../../../core/cost/money';
import { compareSentences, describePeriod, toCostRecord } from '../../../core/reports/costReport';
import { commandIds } from '../commandIds';
import { formatTime } from '../formatTime';
import { budgetNames, describeSpent } from '../text/budgetText';
import { costQuestion } from './chatIntent';
import { plain } from './chatMarkdown';
import type { ChatOutcome, ChatTurn } from './chatTurn';

/** Adds up what was spent, against the budgets. Runs nothing. */
export async function answerCost({ request, stream, context }: ChatTurn): Promise<ChatOutcome> {
  const { period, by } = costQuestion(request.prompt);
  const report = await context.services.costReport(period);
  const { groups, totalMicroUsd, calls, isEstimated, unpricedCalls } = toCostRecord(report, by);
  const total = `${isEstimated ? '~' : ''}${formatUsd(totalMicroUsd)}`;
  stream.markdown(`**${plain(`${total} ${describePeriod(period)}, in ${calls} calls.`)}**\n\n`);
  if (groups.length > 0) {
    const rows = groups.map(({ name, calls: count, costMicroUsd }) =>
      [name === '' ? `(no ${by})` : name, String(count), formatUsd(costMicroUsd)].map(plain),
    );
    const table = [[by, 'calls', 'cost'], ['---', '---:', '---:'], ...rows];
    stream.markdown(`${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n`);
  }
  if (unpricedCalls > 0)
    stream.markdown(`${unpricedCalls} calls without a known price are missing from the total.\n\n`);
  for (const window of report.budgets.filter(({ limitMicroUsd }) => limitMicroUsd !== undefined)) {
    const { budgetType, resetsAtMs } = window;
    stream.markdown(
      `- ${plain(`Budget, ${budgetNames[budgetType]}: ${describeSpent(window)}, from zero again at ${formatTime(resetsAtMs)}`)}\n`,
    );
  }
  for (const sentence of report.comparison ? compareSentences(report.comparison) : [])
    stream.markdown(`\n${plain(sentence)}\n`);
  stream.button({ title: 'Export Costs…', command: commandIds.exportCosts });
  stream.button({ title: 'Raise Budget…', command: commandIds.raiseBudget });
  return {
    followups: [
      { command: 'cost', prompt: 'month by model', label: 'This month, by model' },
      { command: 'cost', prompt: 'month by door', label: 'This month, by what asked for it' },
    ],
  };
}
