import { t } from '../../../base/localize';
import type { UndoResult } from '../../../core/generation/undoRun';
import type { Presentation } from '../presentation';

/** What an undo did, naming the files. */
export function presentUndo({ restored, leftAlone }: UndoResult): Presentation {
  const sentences: string[] = [];
  if (restored.length > 0) sentences.push(t('Undone. As before the run: {0}.', restored.join(', ')));
  else sentences.push(t('Nothing was undone.'));
  if (leftAlone.length > 0) sentences.push(t('Left alone, because edited since: {0}.', leftAlone.join(', ')));
  return {
    severity: leftAlone.length > 0 ? 'warning' : 'info',
    message: sentences.join(' '),
    actions: [],
  };
}
