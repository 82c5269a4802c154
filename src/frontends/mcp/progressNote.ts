import { describeCoverageChange, describeReceipt } from '../../core/generation/receiptText';
import type { RunPart } from '../../core/streaming/runPart';
import type { ProgressNote } from './progressReporter';

/** What a caller is told of a part of a run; undefined for what is in the result anyway, or of no use to it. */
export function progressNoteOf(part: RunPart): ProgressNote | undefined {
  switch (part.type) {
    case 'run-start':
      return { message: 'Waiting for an agent' };
    case 'agent-start':
      return { message: `Agent ${part.agentType} started` };
    case 'restart':
      return { message: `Starting again (attempt ${part.attempt}): ${part.reason}` };
    case 'model-selected':
      return { message: `Model ${part.modelName}: ${part.reason}` };
    case 'stage-start':
      return { message: `[${part.stage}] ${part.message}` };
    case 'progress':
      return { message: part.message, fraction: part.fraction, isChatty: true };
    case 'test-proposed':
      return { message: `Proposed: ${part.unit} › ${part.title}`, isText: true };
    case 'test-code':
      return { message: part.code, isText: true };
    case 'receipt': {
      const { unit, title, verdict } = part.receipt;
      const kept = verdict.status === 'kept' ? 'Kept' : 'Dropped';
      return { message: `${kept}: ${unit} › ${title} (${describeReceipt(part.receipt)})` };
    }
    case 'coverage': {
      const statements = describeCoverageChange(part.change, 'statements');
      const branches = describeCoverageChange(part.change, 'branches');
      return {
        message: `Coverage of ${part.change.sourceFile}: statements ${statements}, branches ${branches}`,
      };
    }
    case 'file-written':
      return { message: `Wrote ${part.path}` };
    case 'notice':
      return { message: part.message };
    case 'target-failed':
      return { message: `Failed: ${part.failure.message}` };
    default:
      return undefined;
  }
}
