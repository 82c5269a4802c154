import { t, tn } from '../../../base/localize';
import { formatUsd } from '../../../core/cost/money';
import { type Figure, formatFigure } from '../../../core/figure';
import type { TestReceipt } from '../../../core/generation/receipt';
import { describeReceipt } from '../../../core/generation/receiptText';
import type { PanelFigure } from '../../webview/figures';
import type { PanelReceipt } from '../../webview/protocol';
import { toPanelFigure } from './panelFigure';

/** The receipt in the panel's words. */
export function toPanelReceipt(receipt: TestReceipt): PanelReceipt {
  const { candidateId, sourceFile, testFile, unit, title, verdict, modelId } = receipt;
  return {
    candidateId,
    sourceFile,
    testFile,
    unit,
    title,
    verdict: verdict.status,
    reason: verdict.status === 'kept' ? '' : describeReceipt(receipt),
    runs: toRunsFigure(receipt),
    addedStatements: toAddedFigure(receipt.addedStatements, t('statements'), (count) =>
      tn(count, '+{0} statement', '+{0} statements'),
    ),
    addedBranches: toAddedFigure(receipt.addedBranches, t('branches'), (count) =>
      tn(count, '+{0} branch', '+{0} branches'),
    ),
    addedKills: toAddedFigure(receipt.addedKills, t('mutants'), (count) =>
      tn(count, '+{0} mutant', '+{0} mutants'),
    ),
    modelId,
    cost: toPanelFigure(receipt.costMicroUsd, formatUsd),
  };
}

/** One figure for two: as weak as the weaker of them. */
function toRunsFigure({ runsPassed, runs }: TestReceipt): PanelFigure {
  const weaker = runsPassed.provenance === 'measured' ? runs : runsPassed;
  return {
    ...toPanelFigure(weaker, String),
    text: t('{0}/{1} runs', formatFigure(runsPassed), formatFigure(runs)),
  };
}

/** `+1 branch`, or `branches n/a`. */
function toAddedFigure(figure: Figure, name: string, format: (count: number) => string): PanelFigure {
  const shown = toPanelFigure(figure, format);
  return figure.provenance === 'unavailable' ? { ...shown, text: `${name} ${shown.text}` } : shown;
}
