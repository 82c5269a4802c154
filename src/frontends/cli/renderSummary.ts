import { renderTable } from '../../base/textTable';
import { formatUsd } from '../../core/cost/money';
import type { Figure } from '../../core/figure';
import type { Finding } from '../../core/generation/finding';
import type { TestReceipt } from '../../core/generation/receipt';
import {
  describeCoverageChange,
  describeDrops,
  describeMutationChange,
  describeReceipt,
  describeStop,
} from '../../core/generation/receiptText';
import type { RunSummary } from '../../core/generation/runSummary';
import { formatSeconds } from './textLayout';

/** The result of a run as text: kept tests with their receipts by file, coverage before and after, cost. */
export function renderSummary(summary: RunSummary): string {
  const lines: string[] = [];
  const bySource = new Map<string, TestReceipt[]>();
  for (const receipt of summary.receipts)
    bySource.set(receipt.sourceFile, [...(bySource.get(receipt.sourceFile) ?? []), receipt]);
  for (const [sourceFile, receipts] of bySource) {
    const kept = receipts.filter(({ verdict }) => verdict.status === 'kept');
    lines.push('', `${sourceFile} → ${receipts[0]?.testFile ?? ''}`);
    for (const receipt of kept) lines.push(`  ✓ ${titleOf(receipt)}`, `      ${describeReceipt(receipt)}`);
    for (const receipt of receipts.filter(({ verdict }) => verdict.status === 'finding'))
      lines.push(`  ✗ ${titleOf(receipt)}`, `      ${describeReceipt(receipt)}`);
    for (const drops of describeDrops(receipts)) lines.push(`  – dropped: ${drops}`);
  }
  for (const finding of summary.findings) lines.push('', ...renderFinding(finding));
  for (const { path, after, before } of summary.proposedFiles)
    lines.push(
      '',
      `${path} would be ${before === undefined ? 'created' : 'changed'} to:`,
      '',
      after.trimEnd(),
    );
  lines.push('', ...renderCoverage(summary));
  for (const change of summary.mutation)
    lines.push(`${change.sourceFile}: ${describeMutationChange(change)}`);
  for (const { sourceFile, message } of summary.failures) lines.push(`! ${sourceFile}: ${message}`);
  const stop = describeStop(summary);
  if (stop) lines.push(stop);
  const candidates = summary.receipts.length;
  const cost = describeCost(summary.costMicroUsd);
  lines.push(
    '',
    `Kept ${summary.kept} of ${candidates} candidates · cost ${cost} · ${formatSeconds(summary.durationMs)}`,
  );
  return lines.join('\n').trimStart();
}

/** What is wrong, and the test that shows it, marked as failing. */
function renderFinding(finding: Finding): readonly string[] {
  const { sourceFile, testFile, unit, detail, failure, code, notWritten } = finding;
  return [
    `Bug in ${sourceFile}, ${unit}: ${detail}`,
    `  ${failure}`,
    ...(notWritten === undefined ? [] : [`  Not written to ${testFile}: ${notWritten}`]),
    ...code.split('\n').map((line) => `  ${line}`.trimEnd()),
  ];
}

/** `$0.0123 (measured)`, `~$0.0123 (estimated: …)`, `n/a (unavailable: …)`. */
function describeCost(cost: Figure): string {
  switch (cost.provenance) {
    case 'measured':
      return `${formatUsd(cost.value)} (measured)`;
    case 'estimated':
      return `~${formatUsd(cost.value)} (estimated: ${cost.basis})`;
    case 'unavailable':
      return `n/a (unavailable: ${cost.reason})`;
  }
}

function renderCoverage({ coverage }: RunSummary): readonly string[] {
  if (coverage.length === 0) return [];
  const rows = coverage.map((change) => [
    change.sourceFile,
    describeCoverageChange(change, 'statements'),
    describeCoverageChange(change, 'branches'),
  ]);
  return renderTable([['Coverage', 'statements', 'branches'], ...rows]);
}

function titleOf(receipt: TestReceipt): string {
  return `${receipt.unit} › ${receipt.title}`;
}
