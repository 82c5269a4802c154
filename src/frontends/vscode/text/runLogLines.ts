import { formatUsd } from '../../../core/cost/money';
import { type Figure, formatFigure } from '../../../core/figure';
import type { TestReceipt } from '../../../core/generation/receipt';
import { describeCoverageChange, describeReceipt } from '../../../core/generation/receiptText';
import type { CoverageChange } from '../../../core/generation/runSummary';
import type { RunPart } from '../../../core/streaming/runPart';
import { finishLines } from './finishLines';
import { describeFailure } from './taskSummaryText';
import { restartText } from './taskText';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
}

/** One part of a run as lines for the log; every part gives at least one, only what a runner printed nothing for gives none. */
export function runLogLines(part: RunPart): readonly LogLine[] {
  switch (part.type) {
    case 'run-start':
      return [info(`Run ${part.runId} (${part.taskType}) started for ${part.files.join(', ')}`)];
    case 'restart':
      return [{ level: 'warn', text: restartText(part.attempt, part.reason) }];
    case 'model-selected':
      return [info(`Model ${part.modelName}: ${part.reason}`)];
    case 'agent-start':
      return [info(`Agent ${part.agentType} (${part.agentId}) started`)];
    case 'agent-end':
      return [info(`Agent ${part.agentId} ended: ${part.outcome}`)];
    case 'stage-start':
      return [info(`Stage ${part.stage}: ${part.message}`)];
    case 'progress':
      return [{ level: 'debug', text: `${Math.round(part.fraction * 100)} % ${part.message}` }];
    case 'notice':
      return [{ level: 'warn', text: part.message }];
    case 'output':
      return linesOf(part.text).map((line) => info(`  | ${line}`));
    case 'test-proposed':
      return [info(`Proposed for ${part.sourceFile}: ${part.unit} › ${part.title}`)];
    case 'test-code':
      return linesOf(part.code).map((line) => ({ level: 'debug', text: `  ${part.candidateId} | ${line}` }));
    case 'receipt':
      return [info(receiptLine(part.receipt))];
    case 'coverage':
      return coverageLines(part.change).map(info);
    case 'file-written':
      return [info(`${part.isNew ? 'Created' : 'Merged into'} ${part.path}`)];
    case 'target-failed':
      return [
        {
          level: 'warn',
          text: `${describeFailure(part.failure)} (${part.failure.code})`,
        },
      ];
    case 'finish':
      return finishLines(part.summary).map(info);
    case 'error':
      return [
        {
          level: 'error',
          text: `Run failed (${part.code}): ${part.message}${part.hint ? ` ${part.hint}` : ''}`,
        },
      ];
    case 'abort':
      return [info('Run cancelled')];
  }
}

/** The whole receipt on one line, each number with where it comes from. */
export function receiptLine(receipt: TestReceipt): string {
  const { verdict } = receipt;
  const name = `${receipt.unit} › ${receipt.title}`;
  if (verdict.status === 'kept') {
    return `Kept in ${receipt.testFile}: ${name} — ${describeReceipt(receipt)} (${figureNotes(receipt)})`;
  }
  const evidence = [
    `${formatFigure(receipt.runsPassed)}/${formatFigure(receipt.runs)} runs`,
    receipt.modelId,
    formatFigure(receipt.costMicroUsd, formatUsd),
  ].join(' · ');
  const label = verdict.status === 'finding' ? 'Bug' : 'Dropped';
  return `${label}: ${name} — ${describeReceipt(receipt)} (${evidence}; ${figureNotes(receipt)})`;
}

/** `runs measured, coverage measured, cost measured`, with the basis or the reason where it is not. */
function figureNotes(receipt: TestReceipt): string {
  return [
    `runs ${provenanceOf(receipt.runsPassed)}`,
    `coverage ${provenanceOf(receipt.addedStatements)}`,
    `cost ${provenanceOf(receipt.costMicroUsd)}`,
  ].join(', ');
}

function provenanceOf(figure: Figure): string {
  switch (figure.provenance) {
    case 'measured':
      return 'measured';
    case 'estimated':
      return `estimated: ${figure.basis}`;
    case 'unavailable':
      return `unavailable: ${figure.reason}`;
  }
}

function coverageLines(change: CoverageChange): string[] {
  const reasons = [change.before, change.after].flatMap((side) =>
    'unavailable' in side ? [side.unavailable] : [],
  );
  const because = reasons.length > 0 ? ` (n/a: ${[...new Set(reasons)].join('; ')})` : '';
  const statements = describeCoverageChange(change, 'statements');
  const branches = describeCoverageChange(change, 'branches');
  return [`Coverage of ${change.sourceFile}: statements ${statements}, branches ${branches}${because}`];
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function info(text: string): LogLine {
  return { level: 'info', text };
}
