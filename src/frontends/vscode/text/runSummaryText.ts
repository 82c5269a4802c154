import { t, tn } from '../../../base/localize';
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
  if (findings.length > 0) sentences.push(tn(findings.length, '{0} bug found.', '{0} bugs found.'));
  const stop = describeStop(summary);
  if (stop !== undefined) sentences.push(stop);
  const statements = statementsSentence(summary.coverage);
  if (summary.kept > 0 && statements) sentences.push(statements);
  if (summary.kept > 0) sentences.push(...failureSentences(summary));
  sentences.push(t('Cost {0}.', formatFigure(summary.costMicroUsd, formatUsd)));
  return sentences.join(' ');
}

/** `12 s`, `1 min 5 s`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  return seconds < 60 ? `${seconds} s` : t('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}

/** `src/cart.ts`, or `3 files` when there are several. */
export function nameFiles(files: readonly string[]): string {
  return files.length === 1 ? (files[0] ?? '') : tn(files.length, '{0} file', '{0} files');
}

function keptSentence({ kept, writtenFiles, proposedFiles }: RunSummary): string {
  if (writtenFiles.length === 0 && proposedFiles.length > 0)
    return tn(
      kept,
      '{0} test proposed for {1}.',
      '{0} tests proposed for {1}.',
      nameFiles(proposedFiles.map(({ path }) => path)),
    );
  return tn(
    kept,
    '{0} test kept in {1}.',
    '{0} tests kept in {1}.',
    nameFiles(writtenFiles.map(({ path }) => path)),
  );
}

function nothingKeptSentence({ receipts, failures, stopReason }: RunSummary): string {
  const top = mostFrequentDrop(receipts);
  if (top) {
    const share =
      receipts.length === 1
        ? t('The only candidate')
        : t('{0} of {1} candidates', top.count, receipts.length);
    return t('No test was kept. {0}: {1}.', share, dropReasons[top.reason]);
  }
  const [first] = failures;
  if (first) return t('No test was kept. {0}', first.message);
  if (stopReason !== undefined) return t('No test was kept so far.');
  return t('No test was kept: no candidate was found that could be tested.');
}

/** The failure of one file, which it names. */
function failureText({ sourceFile, message }: TargetFailure): string {
  return message.includes(sourceFile)
    ? t('No tests: {0}', message)
    : t('No tests for {0}: {1}', sourceFile, message);
}

function failureSentences({ failures }: RunSummary): string[] {
  const [first] = failures;
  if (!first) return [];
  return failures.length === 1
    ? [withFullStop(failureText(first))]
    : [
        tn(
          failures.length,
          'No tests for {0} file; the panel says why.',
          'No tests for {0} files; the panel says why.',
        ),
      ];
}

function statementsSentence(coverage: readonly CoverageChange[]): string | undefined {
  if (coverage.length === 0) return undefined;
  const before = sumOf(coverage.map((change) => change.before));
  const after = sumOf(coverage.map((change) => change.after));
  if (!after) return t('Coverage is not known.');
  return t(
    'Statements {0} → {1}.',
    before ? formatCoverage(before, 'statements') : 'n/a',
    formatCoverage(after, 'statements'),
  );
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
