import { countOf } from '../../../base/countOf';
import { formatUsd } from '../../../core/cost/money';
import { formatFigure } from '../../../core/figure';
import type { TargetFailure } from '../../../core/fleet/targetFailure';
import { dropReasons, type TestReceipt } from '../../../core/generation/receipt';
import { describeStop, formatCoverage } from '../../../core/generation/receiptText';
import type { CoverageChange, RunSummary } from '../../../core/generation/runSummary';
import type { CoverageTotals } from '../../../core/testing/coverage';

/** `4 tests kept in src/cart.test.ts. Statements 0.0 % → 96.0 %. Cost $0.00.`, or why nothing was kept. */
export function summarySentence(summary: RunSummary): string {
  const sentences = summary.kept > 0 ? [keptSentence(summary)] : [nothingKeptSentence(summary)];
  const { findings } = summary;
  if (findings.length > 0) sentences.push(`${countOf(findings.length, 'bug')} found.`);
  const stop = describeStop(summary);
  if (stop !== undefined) sentences.push(stop);
  const statements = statementsSentence(summary.coverage);
  if (summary.kept > 0 && statements) sentences.push(statements);
  if (summary.kept > 0) sentences.push(...failureSentences(summary));
  sentences.push(`Cost ${formatFigure(summary.costMicroUsd, formatUsd)}.`);
  return sentences.join(' ');
}

/** `12 s`, `1 min 5 s`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `src/cart.ts`, or `3 files` when there are several. */
export function nameFiles(files: readonly string[]): string {
  return files.length === 1 ? (files[0] ?? '') : countOf(files.length, 'file');
}

function keptSentence({ kept, writtenFiles, proposedFiles }: RunSummary): string {
  if (writtenFiles.length === 0 && proposedFiles.length > 0)
    return `${countOf(kept, 'test')} proposed for ${nameFiles(proposedFiles.map(({ path }) => path))}.`;
  return `${countOf(kept, 'test')} kept in ${nameFiles(writtenFiles.map(({ path }) => path))}.`;
}

function nothingKeptSentence({ receipts, failures, stopReason }: RunSummary): string {
  const top = mostFrequentDrop(receipts);
  if (top) {
    const share =
      receipts.length === 1 ? 'The only candidate' : `${top.count} of ${receipts.length} candidates`;
    return `No test was kept. ${share}: ${dropReasons[top.reason]}.`;
  }
  const [first] = failures;
  if (first) return `No test was kept. ${first.message}`;
  if (stopReason !== undefined) return 'No test was kept so far.';
  return 'No test was kept: no candidate was found that could be tested.';
}

/** The failure of one file, which it names. */
function failureText({ sourceFile, message }: TargetFailure): string {
  return message.includes(sourceFile) ? `No tests: ${message}` : `No tests for ${sourceFile}: ${message}`;
}

function failureSentences({ failures }: RunSummary): string[] {
  const [first] = failures;
  if (!first) return [];
  return failures.length === 1
    ? [withFullStop(failureText(first))]
    : [`No tests for ${countOf(failures.length, 'file')}; the panel says why.`];
}

function statementsSentence(coverage: readonly CoverageChange[]): string | undefined {
  if (coverage.length === 0) return undefined;
  const before = sumOf(coverage.map((change) => change.before));
  const after = sumOf(coverage.map((change) => change.after));
  if (!after) return 'Coverage is not known.';
  return `Statements ${before ? formatCoverage(before, 'statements') : 'n/a'} → ${formatCoverage(after, 'statements')}.`;
}

/** Undefined when one of them is unavailable: a sum over some of the files would look like one over all. */
function sumOf(sides: readonly CoverageChange['before'][]): CoverageTotals | undefined {
  const sum = { coveredStatements: 0, statements: 0, coveredBranches: 0, branches: 0 };
  for (const side of sides) {
    if ('unavailable' in side) return undefined;
    sum.coveredStatements += side.coveredStatements;
    sum.statements += side.statements;
    sum.coveredBranches += side.coveredBranches;
    sum.branches += side.branches;
  }
  return sum;
}

function mostFrequentDrop(
  receipts: readonly TestReceipt[],
): { reason: keyof typeof dropReasons; count: number } | undefined {
  const counts = new Map<keyof typeof dropReasons, number>();
  for (const { verdict } of receipts) {
    if (verdict.status === 'dropped') counts.set(verdict.reason, (counts.get(verdict.reason) ?? 0) + 1);
  }
  const [top] = [...counts].sort((a, b) => b[1] - a[1]);
  return top && { reason: top[0], count: top[1] };
}

function withFullStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
