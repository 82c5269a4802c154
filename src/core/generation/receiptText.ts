import { formatUsd } from '../cost/money';
import { formatFigure } from '../figure';
import { type CoverageTotals, percentage } from '../testing/coverage';
import type { MutationChange } from './mutationChange';
import { type DropReason, dropReasons, type TestReceipt } from './receipt';
import { stopReasons } from './runStop';
import type { CoverageChange, RunSummary } from './runSummary';

/**
 * `5/5 runs · +4 statements · +1 branch · +2 mutants · embedded · $0.00`; for a dropped one the reason with its evidence, for one that
 * reveals a bug what is wrong.
 */
export function describeReceipt(receipt: TestReceipt): string {
  const { verdict } = receipt;
  if (verdict.status === 'finding') return `reveals a bug: ${verdict.detail}`;
  if (verdict.status === 'dropped') {
    const reason = dropReasons[verdict.reason];
    return verdict.detail ? `${reason}: ${verdict.detail}` : reason;
  }
  return [
    `${formatFigure(receipt.runsPassed)}/${formatFigure(receipt.runs)} runs`,
    `+${withNoun(formatFigure(receipt.addedStatements), 'statement')}`,
    `+${withNoun(formatFigure(receipt.addedBranches), 'branch', 'branches')}`,
    ...(receipt.addedKills.provenance === 'unavailable'
      ? []
      : [`+${withNoun(formatFigure(receipt.addedKills), 'mutant')}`]),
    receipt.modelId,
    formatFigure(receipt.costMicroUsd, formatUsd),
  ].join(' · ');
}

/** `45.5 % → 100.0 %`, or the reason in the place of a side that is not known. */
export function describeCoverageChange(change: CoverageChange, kind: 'statements' | 'branches'): string {
  const side = (totals: CoverageChange['before']): string =>
    'unavailable' in totals ? 'n/a' : formatCoverage(totals, kind);
  return `${side(change.before)} → ${side(change.after)}`;
}

/** `45.5 %`. */
export function formatCoverage(totals: CoverageTotals, kind: 'statements' | 'branches'): string {
  const covered = kind === 'statements' ? totals.coveredStatements : totals.coveredBranches;
  return `${percentage(covered, totals[kind]).toFixed(1)} %`;
}

/** `Mutants noticed: 3 of 20 → 17 of 20 (85.0 %)`, with what is not known of the existing tests and of mutants that were not tried. */
export function describeMutationChange(change: MutationChange): string {
  const { before, after, unmeasuredTests, sampledFrom } = change;
  const { killed, mutants } = after;
  const share = mutants === 0 ? '' : ` (${percentage(killed, mutants).toFixed(1)} %)`;
  const unknown =
    unmeasuredTests > 0
      ? `; at least, as ${withNoun(String(unmeasuredTests), 'existing test')} could not be measured`
      : '';
  const sample = sampledFrom === undefined ? '' : `, of a sample of ${mutants} of ${sampledFrom}`;
  return `Mutants noticed: ${before.killed} of ${before.mutants} → ${killed} of ${mutants}${share}${sample}${unknown}`;
}

/** `Stopped because the time is up; not begun: src/a.ts, src/b.ts.`; undefined for a run that did all. */
export function describeStop({
  stopReason,
  skippedFiles,
}: Pick<RunSummary, 'stopReason' | 'skippedFiles'>): string | undefined {
  if (stopReason === undefined) return undefined;
  if (stopReason === 'goal' && skippedFiles.length === 0) return 'The goal is reached.';
  return `Stopped because ${stopReasons[stopReason]}${nameSkipped(skippedFiles)}.`;
}

function nameSkipped(files: readonly string[]): string {
  if (files.length === 0) return '';
  return files.length > 3 ? `; ${files.length} files were not begun` : `; not begun: ${files.join(', ')}`;
}

/** One line for each reason, most frequent first, failures with their first evidence: `8 × failed, e.g.: Unexpected token`. */
export function describeDrops(receipts: readonly TestReceipt[]): readonly string[] {
  const groups = new Map<DropReason, string[]>();
  for (const { verdict } of receipts) {
    if (verdict.status === 'dropped')
      groups.set(verdict.reason, [...(groups.get(verdict.reason) ?? []), verdict.detail]);
  }
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([reason, details]) => {
      const evidence = reason === 'adds-nothing' ? undefined : details.find((detail) => detail !== '');
      return `${details.length} × ${dropReasons[reason]}${evidence ? `, e.g.: ${evidence}` : ''}`;
    });
}

function withNoun(count: string, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === '1' ? singular : plural}`;
}
