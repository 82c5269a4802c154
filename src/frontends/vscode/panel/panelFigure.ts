import { t } from '../../../base/localize';
import { type Figure, formatFigure } from '../../../core/figure';
import { formatCoverage } from '../../../core/generation/receiptText';
import { type CoverageTotals, percentage } from '../../../core/testing/coverage';
import type { PanelFigure, PanelShare } from '../../webview/figures';

/** The figure in words, with its basis or reason where it was not measured. */
export function toPanelFigure(figure: Figure, format: (value: number) => string): PanelFigure {
  const text = formatFigure(figure, format);
  switch (figure.provenance) {
    case 'measured':
      return { text, provenance: 'measured' };
    case 'estimated':
      return { text, provenance: 'estimated', explanation: figure.basis };
    case 'unavailable':
      return { text, provenance: 'unavailable', explanation: figure.reason };
  }
}

/** How much is covered, as text and as a number for a bar; no number when it is not known. */
export function toPanelShare(
  totals: CoverageTotals | { readonly unavailable: string },
  kind: 'statements' | 'branches',
): PanelShare {
  if ('unavailable' in totals) return { text: t('n/a'), detail: totals.unavailable };
  const covered = kind === 'statements' ? totals.coveredStatements : totals.coveredBranches;
  return {
    text: formatCoverage(totals, kind),
    detail: t('{0} of {1}', covered, totals[kind]),
    percent: percentage(covered, totals[kind]),
  };
}
