import { countOf } from '../../../base/countOf';
import type { SwitchedOff } from '../featureSwitches';
import type { Presentation } from '../presentation';

/** What *Disable All Features* did, what becomes of the tasks that run, and how to take it back. */
export function presentDisabledFeatures(
  { changed, failures }: SwitchedOff,
  activeRuns: number,
): Presentation {
  const places = changed.length > 0 ? ` (changed in the ${changed.join(' and ')} settings)` : '';
  const running =
    activeRuns === 0
      ? 'No task is running.'
      : `${countOf(activeRuns, 'task')} under way: what has started finishes as it began, what waits starts without them.`;
  const failed = failures.length > 0 ? [`Not changed: ${failures.join('; ')}.`] : [];
  const sentences = [
    `Model routing and streaming are off${places}.`,
    running,
    ...failed,
    'Turn them on again with the settings agenticQe.features.multiModelRouter and agenticQe.features.streaming.',
  ];
  return {
    severity: failures.length > 0 ? 'warning' : 'info',
    message: sentences.join(' '),
    actions: [{ kind: 'open-setting', key: 'agenticQe.features' }],
  };
}
