import type { SandboxSession } from '../../testing/sandbox';
import { completeCall, ordinaryCall } from '../inputs/argumentLists';
import { unquoted } from '../writing/expressionText';
import { buildScenario, type LocalNameOf } from './scenarioBuilder';
import type { TestableUnit } from './testableUnit';

const shortest = 3;
const longest = 40;
const producedLimit = 8;

/** Calls every function once or twice and returns the texts they give: `parse` may want what `format` writes. */
export async function producedTexts(
  session: SandboxSession,
  units: readonly TestableUnit[],
  localNameOf: LocalNameOf,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const calls = units
    .flatMap((unit) => unit.functions)
    .flatMap((callable) => [ordinaryCall(callable), completeCall(callable)]);
  const scenarios = calls.map((call, index) =>
    buildScenario({ id: String(index), plan: { calls: [call] }, localNameOf }),
  );
  const texts = new Set<string>();
  let hanging = 0;
  for await (const observation of session.execute(scenarios, signal)) {
    // A module that hangs on ordinary input is not worth waiting for here.
    if (observation.status !== 'observed' && ++hanging >= 2) break;
    const outcome = observation.status === 'observed' ? observation.outcomes.at(-1) : undefined;
    if (outcome?.status !== 'returned' || outcome.value.kind !== 'expressible') continue;
    const text = unquoted(outcome.value.code);
    if (text !== undefined && text.length >= shortest && text.length <= longest) texts.add(text);
  }
  return [...texts].slice(0, producedLimit);
}
