import { t } from '../../../base/localize';
import { describeMutationChange } from '../../../core/generation/receiptText';
import type { RunSummary } from '../../../core/generation/runSummary';

/** What there is to say of a run beside its tests, its coverage and its sentence, a line each. */
export function summaryNotes(summary: RunSummary): readonly string[] {
  return [
    ...summary.mutation.map((change) => `${change.sourceFile}: ${describeMutationChange(change)}`),
    ...summary.proposedFiles.map(({ path, before }) =>
      before === undefined ? t('{0} would be created.', path) : t('{0} would be changed.', path),
    ),
  ];
}
