import type { UndoResult } from '../../../core/generation/undoRun';
import type { Presentation } from '../presentation';

/** What an undo did, naming the files. */
export function presentUndo({ restored, leftAlone }: UndoResult): Presentation {
  const sentences: string[] = [];
  if (restored.length > 0) sentences.push(`Undone. As before the run: ${restored.join(', ')}.`);
  else sentences.push('Nothing was undone.');
  if (leftAlone.length > 0) sentences.push(`Left alone, because edited since: ${leftAlone.join(', ')}.`);
  return {
    severity: leftAlone.length > 0 ? 'warning' : 'info',
    message: sentences.join(' '),
    actions: [],
  };
}
