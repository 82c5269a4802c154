import { describeMutationChange, describeStop } from '../../../core/generation/receiptText';
import type { RunSummary } from '../../../core/generation/runSummary';

/** What there is to say of a run beside its tests and coverage, a line each. */
export function summaryNotes(summary: RunSummary): readonly string[] {
  const stop = describeStop(summary);
  return [
    ...summary.mutation.map((change) => `${change.sourceFile}: ${describeMutationChange(change)}`),
    ...(stop === undefined ? [] : [stop]),
    ...summary.proposedFiles.map(
      ({ path, before }) => `${path} would be ${before === undefined ? 'created' : 'changed'}.`,
    ),
  ];
}
