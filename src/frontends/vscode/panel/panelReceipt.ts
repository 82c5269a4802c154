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
    addedStatements: toAddedFigure(receipt.addedStatements, 'statement', 'statements'),
    addedBranches: toAddedFigure(receipt.addedBranches, 'branch', 'branches'),
    addedKills: toAddedFigure(receipt.addedKills, 'mutant', 'mutants'),
    modelId,
    cost: toPanelFigure(receipt.costMicroUsd, formatUsd),
  };
}

/** One figure for two: as weak as the weaker of them. */
function toRunsFigure({ runsPassed, runs }: TestReceipt): PanelFigure {
  const weaker = runsPassed.provenance === 'measured' ? runs : runsPassed;
  return {
    ...toPanelFigure(weaker, String),
    text: `${formatFigure(runsPassed)}/${formatFigure(runs)} runs`,
  };
}

/** `+1 branch`, or `branches n/a`. */
function toAddedFigure(figure: Figure, singular: string, plural: string): PanelFigure {
  const shown = toPanelFigure(figure, (value) => `+${value} ${value === 1 ? singular : plural}`);
  return figure.provenance === 'unavailable' ? { ...shown, text: `${plural} ${shown.text}` } : shown;
}
