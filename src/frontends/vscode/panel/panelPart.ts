import { formatUsd } from '../../../core/cost/money';
import { type Figure, formatFigure } from '../../../core/figure';
import type { TestReceipt } from '../../../core/generation/receipt';
import { describeReceipt, formatCoverage } from '../../../core/generation/receiptText';
import {
  type CoverageChange,
  type RunPart,
  type RunSummary,
  stageNames,
} from '../../../core/streaming/runPart';
import { percentage } from '../../../core/testing/coverage';
import type {
  PanelCoverage,
  PanelFigure,
  PanelPart,
  PanelReceipt,
  PanelShare,
  PanelSummary,
} from '../../webview/protocol';
import { failureText, formatDuration, summarySentence } from '../text/runSummaryText';

/** The part in the panel's words. */
export function toPanelPart(part: RunPart): PanelPart {
  switch (part.type) {
    case 'run-start':
      return { type: 'run-start', files: part.files, startedAtMs: part.startedAtMs, stages: stageNames };
    case 'receipt':
      return { type: 'receipt', receipt: toPanelReceipt(part.receipt) };
    case 'coverage':
      return { type: 'coverage', coverage: toPanelCoverage(part.change) };
    case 'target-failed':
      return {
        type: 'target-failed',
        failure: { sourceFile: part.failure.sourceFile, message: failureText(part.failure) },
      };
    case 'finish':
      return { type: 'finish', summary: toPanelSummary(part.summary) };
    case 'error':
      return {
        type: 'error',
        code: part.code,
        message: part.hint ? `${part.message} ${part.hint}` : part.message,
      };
    default:
      return part;
  }
}

function toPanelReceipt(receipt: TestReceipt): PanelReceipt {
  const { candidateId, sourceFile, testFile, unit, title, verdict, modelId } = receipt;
  return {
    candidateId,
    sourceFile,
    testFile,
    unit,
    title,
    verdict: verdict.status,
    reason: verdict.status === 'dropped' ? describeReceipt(receipt) : '',
    runs: toRunsFigure(receipt),
    addedStatements: toAddedFigure(receipt.addedStatements, 'statement', 'statements'),
    addedBranches: toAddedFigure(receipt.addedBranches, 'branch', 'branches'),
    modelId,
    cost: toFigure(receipt.costMicroUsd, formatUsd),
  };
}

/** One figure for two: as weak as the weaker of them. */
function toRunsFigure({ runsPassed, runs }: TestReceipt): PanelFigure {
  const weaker = runsPassed.provenance === 'measured' ? runs : runsPassed;
  return {
    ...toFigure(weaker, String),
    text: `${formatFigure(runsPassed)}/${formatFigure(runs)} runs`,
  };
}

function toPanelCoverage({ sourceFile, before, after }: CoverageChange): PanelCoverage {
  const row = (label: string, kind: 'statements' | 'branches') => ({
    label,
    before: toShare(before, kind),
    after: toShare(after, kind),
  });
  return { sourceFile, rows: [row('Statements', 'statements'), row('Branches', 'branches')] };
}

function toShare(side: CoverageChange['before'], kind: 'statements' | 'branches'): PanelShare {
  if ('unavailable' in side) return { text: 'n/a', detail: side.unavailable };
  const covered = kind === 'statements' ? side.coveredStatements : side.coveredBranches;
  return {
    text: formatCoverage(side, kind),
    detail: `${covered} of ${side[kind]}`,
    percent: percentage(covered, side[kind]),
  };
}

function toPanelSummary(summary: RunSummary): PanelSummary {
  return {
    sentence: summarySentence(summary),
    kept: summary.kept,
    dropped: summary.dropped,
    cost: toFigure(summary.costMicroUsd, formatUsd),
    duration: formatDuration(summary.durationMs),
    canUndo: summary.writtenFiles.length > 0,
    receipts: summary.receipts.map(toPanelReceipt),
    coverage: summary.coverage.map(toPanelCoverage),
  };
}

function toFigure(figure: Figure, format: (value: number) => string): PanelFigure {
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

/** `+1 branch`, or `branches n/a`. */
function toAddedFigure(figure: Figure, singular: string, plural: string): PanelFigure {
  const shown = toFigure(figure, (value) => `+${value} ${value === 1 ? singular : plural}`);
  return figure.provenance === 'unavailable' ? { ...shown, text: `${plural} ${shown.text}` } : shown;
}
