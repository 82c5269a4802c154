import type { Scenario, ScenarioTrace } from '../scenario';

/** A test that waits for real has to be quick about it. */
const longestWaitMs = 40;

/** Why a test of such a scenario would be slow, or harm those after it; undefined: it would not. */
export function aftermathObjection(
  { clock: fake }: Scenario,
  trace: ScenarioTrace | undefined,
): string | undefined {
  if (!trace) return undefined;
  const { clock, isBusy } = trace;
  if (isBusy) return 'It leaves input or output under way.';
  if (clock && clock.waitedMs > longestWaitMs) return `It takes ${clock.waitedMs} ms.`;
  // A fake clock takes them away with it.
  if (clock && !fake && clock.openTimersMs.length > 0) return 'It leaves a timer running.';
  return undefined;
}
