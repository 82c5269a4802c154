import { t } from '../../../base/localize';
import type { CommandContext } from '../commandContext';
import { pickActiveRuns } from './pickActiveRuns';

/** Cancels the active run, or those the user picks when there are several; resolves when they have ended. */
export async function cancelRun(context: CommandContext): Promise<void> {
  const chosen = await pickActiveRuns(context, {
    all: (count) => t('Stop all {0} runs', count),
    question: t('Which run should be stopped? Nothing of it is kept.'),
  });
  for (const { run } of chosen) run.cancel();
  await Promise.all(chosen.map(({ run }) => run.result));
}
