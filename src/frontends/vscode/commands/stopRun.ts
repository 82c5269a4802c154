import { t } from '../../../base/localize';
import type { CommandContext } from '../commandContext';
import { pickActiveRuns } from './pickActiveRuns';

/** Ends the active run early and keeps the tests that have passed; resolves when it has ended. */
export async function stopRun(context: CommandContext): Promise<void> {
  const chosen = await pickActiveRuns(context, {
    all: (count) => t('Stop all {0} runs', count),
    question: t('Which run should be stopped? What has passed is kept.'),
  });
  for (const { run } of chosen) run.stop();
  await Promise.all(chosen.map(({ run }) => run.result));
}
