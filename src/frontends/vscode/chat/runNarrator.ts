import { t } from '../../../base/localize';
import { describeCoverageChange, describeReceipt } from '../../../core/generation/receiptText';
import type { RunPart } from '../../../core/streaming/runPart';
import { describeFailure } from '../text/taskSummaryText';
import { restartText } from '../text/taskText';
import { code, plain } from './chatMarkdown';

/** A piece of a chat's answer: a line that is shown as being at work until the next one comes, or text. */
export type ChatPiece =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'markdown'; readonly text: string };

/** Tells a run in a chat as it happens. Dropped candidates are only counted, at the end. */
export class RunNarrator {
  private lastProgress = '';
  private hasStages = false;

  /** What the part adds to the answer. */
  tell(part: RunPart): readonly ChatPiece[] {
    switch (part.type) {
      case 'stage-start':
        this.hasStages = true;
        return this.progress(part.message);
      case 'progress':
        // Lines of a chat stay on the screen: between stages and tests there is no room for more.
        return this.hasStages ? [] : this.progress(part.message);
      case 'test-proposed':
        return this.progress(t('Proposed: {0}', `${part.unit} › ${part.title}`));
      case 'restart':
        return [line(plain(restartText(part.attempt, part.reason)))];
      case 'model-selected':
        return [line(t('Model **{0}**: {1}', plain(part.modelName), plain(part.reason)))];
      case 'notice':
        return [line(plain(part.message))];
      case 'receipt': {
        const { verdict, unit, title } = part.receipt;
        if (verdict.status === 'dropped') return [];
        const mark = verdict.status === 'kept' ? '✓' : `**${t('Bug')}**`;
        return [item(`${mark} ${code(unit)} › ${plain(title)} — ${plain(describeReceipt(part.receipt))}`)];
      }
      case 'coverage': {
        const { change } = part;
        const statements = describeCoverageChange(change, 'statements');
        const branches = describeCoverageChange(change, 'branches');
        return [line(t('{0}: statements {1}, branches {2}', code(change.sourceFile), statements, branches))];
      }
      case 'target-failed':
        return [item(plain(describeFailure(part.failure)))];
      default:
        return [];
    }
  }

  private progress(message: string): readonly ChatPiece[] {
    if (message === this.lastProgress) return [];
    this.lastProgress = message;
    return [{ kind: 'progress', text: message }];
  }
}

function line(text: string): ChatPiece {
  return { kind: 'markdown', text: `\n${text}\n\n` };
}

function item(text: string): ChatPiece {
  return { kind: 'markdown', text: `- ${text}\n` };
}
