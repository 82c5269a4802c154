import { t, tn } from '../../../base/localize';
import { describeReceipt } from '../../../core/generation/receiptText';
import type { ProposedTest } from '../../../core/generation/review/proposal';
import type { AcceptedTests } from '../../../core/generation/review/review';
import type { Presentation, PresentedAction } from '../presentation';

/** The receipt of a proposed test, for the place beside it. */
export function proposedTestText({ receipt }: Pick<ProposedTest, 'receipt'>): string {
  return describeReceipt(receipt);
}

/** `2 tests written to src/cart.test.ts, after 5 runs of the file with them.` */
export function acceptedSentence({ accepted, path, basis, isNew }: AcceptedTests): string {
  const written = isNew
    ? tn(
        accepted.length,
        '{0} test written to the new file {1}',
        '{0} tests written to the new file {1}',
        path,
      )
    : tn(accepted.length, '{0} test added to {1}', '{0} tests added to {1}', path);
  const checked =
    basis === 'as-proposed'
      ? t('exactly as it passed every run')
      : t('after the file with them has passed 5 runs of 5 once more');
  return `${written}, ${checked}.`;
}

/** Which tests did not hold, with the reason of the first; undefined when all did. */
export function refusedSentence({ refused, path }: AcceptedTests): string | undefined {
  const [first] = refused;
  if (!first) return undefined;
  const { unit, title } = first.test.candidate;
  const more = refused.length > 1 ? t(' (and {0} more)', refused.length - 1) : '';
  return t(
    'Not put into {0}, because it does not pass every run in the file as it is now: "{1} › {2}"{3}. {4}',
    path,
    unit,
    title,
    more,
    first.reason,
  );
}

/** What came of accepting tests, in one message; undefined when nothing was to be decided. @param undo takes the run back */
export function presentAccepted(
  results: readonly AcceptedTests[],
  { workspaceRoot, undo }: { readonly workspaceRoot: string; readonly undo: PresentedAction },
): Presentation | undefined {
  const written = results.filter(({ accepted }) => accepted.length > 0);
  const refusals = results.flatMap((result) => refusedSentence(result) ?? []);
  const sentences = [...written.map(acceptedSentence), ...refusals];
  if (sentences.length === 0) return undefined;
  const [first] = written;
  const open: readonly PresentedAction[] = first
    ? [{ kind: 'open-file', workspaceRoot, path: first.path, title: t('Open Test File') }, undo]
    : [];
  return {
    severity: refusals.length > 0 ? 'warning' : 'info',
    message: sentences.join(' '),
    actions: open,
  };
}

export function presentNothingProposed(): Presentation {
  return { severity: 'info', message: t('There are no proposed tests to decide on.'), actions: [] };
}

/** `3 tests rejected. Nothing was written.` */
export function presentRejected(count: number): Presentation {
  return {
    severity: 'info',
    message: tn(count, '{0} test rejected. Nothing was written.', '{0} tests rejected. Nothing was written.'),
    actions: [],
  };
}
