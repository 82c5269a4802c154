import { t, tn } from '../../../base/localize';
import type { SwitchedOff } from '../featureSwitches';
import type { Presentation } from '../presentation';

/** What *Disable All Features* did, what becomes of the tasks that run, and how to take it back. */
export function presentDisabledFeatures(
  { changed, failures }: SwitchedOff,
  activeRuns: number,
): Presentation {
  const places = changed.length > 0 ? t(' (changed in the {0} settings)', changed.join(t(' and '))) : '';
  const running =
    activeRuns === 0
      ? t('No task is running.')
      : tn(
          activeRuns,
          '{0} task under way: what has started finishes as it began, what waits starts without them.',
          '{0} tasks under way: what has started finishes as it began, what waits starts without them.',
        );
  const failed = failures.length > 0 ? [t('Not changed: {0}.', failures.join('; '))] : [];
  const sentences = [
    t('Model routing and streaming are off{0}.', places),
    running,
    ...failed,
    t(
      'Turn them on again with the settings agenticQe.features.multiModelRouter and agenticQe.features.streaming.',
    ),
  ];
  return {
    severity: failures.length > 0 ? 'warning' : 'info',
    message: sentences.join(' '),
    actions: [{ kind: 'open-setting', key: 'agenticQe.features' }],
  };
}
