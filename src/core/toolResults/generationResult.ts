import { countOf } from '../../base/countOf';
import { formatUsd } from '../cost/money';
import { formatFigure } from '../figure';
import { describeCoverageChange, describeDrops, describeMutationChange } from '../generation/receiptText';
import type { RunSummary } from '../generation/runSummary';
import type { ToolResult } from './toolResult';

/** What became of a generation, as a tool tells it: dropped candidates only by their reasons. */
export type GenerationData = ReturnType<typeof generationData>;

export function generationResult(summary: RunSummary): ToolResult<GenerationData> {
  return {
    structured: generationData(summary),
    text: textOf(summary),
    isError: summary.kept === 0 && summary.failures.length > 0,
  };
}

function generationData({ type: _, receipts, ...summary }: RunSummary) {
  return {
    ...summary,
    tests: receipts.filter(({ verdict }) => verdict.status === 'kept'),
    drops: describeDrops(receipts),
  };
}

function textOf(summary: RunSummary): string {
  const files = summary.writtenFiles.map(({ path }) => path).join(', ');
  const cost = `${formatFigure(summary.costMicroUsd, formatUsd)} (${summary.costMicroUsd.provenance})`;
  return [
    `Kept ${summary.kept} of ${countOf(summary.receipts.length, 'candidate')}${files && `, written to ${files}`}.`,
    ...summary.coverage.map(
      (change) =>
        `Coverage of ${change.sourceFile}: statements ${describeCoverageChange(change, 'statements')}, branches ${describeCoverageChange(change, 'branches')}.`,
    ),
    ...summary.mutation.map((change) => `${change.sourceFile}: ${describeMutationChange(change)}.`),
    ...summary.findings.map(
      ({ sourceFile, unit, detail, failure, code, notWritten }) =>
        `Bug in ${sourceFile}, ${unit}: ${detail} ${failure}${notWritten ? ` Not written: ${notWritten}` : ''}\n${code}`,
    ),
    ...describeDrops(summary.receipts).map((drops) => `Dropped: ${drops}`),
    ...summary.failures.map(({ sourceFile, message }) => `Failed: ${sourceFile}: ${message}`),
    `Cost ${cost}, ${(summary.durationMs / 1000).toFixed(1)} s.`,
  ].join('\n');
}
