import type { SandboxSession } from '../../testing/sandbox';
import type { ScenarioTrace } from '../scenario';
import type { ArchivedScenario } from './archive';
import { constantNameFor } from './localNames';
import { buildScenario, hasFakeClock, type LocalNameOf } from './scenarioBuilder';
import { actOf, type ScenarioPlan } from './scenarioPlan';

export interface EndingTrial {
  readonly session: SandboxSession;
  readonly localNameOf: LocalNameOf;
  /** Names that a constant for a new instance cannot have. */
  readonly taken: ReadonlySet<string>;
}

const mostEndings = 3;

/** Scenarios that leave timers running get a fake clock; those that look at the date one with a date as well, for a choice. */
export function withClocks(entries: readonly ArchivedScenario[]): readonly ArchivedScenario[] {
  return entries.flatMap((entry) => {
    const { plan, observation } = entry;
    const clock = observation.trace?.clock;
    if (!clock || plan.isDated) return [entry];
    const isTimed = clock.openTimersMs.length > 0 && !hasFakeClock(plan);
    const timed = isTimed ? { ...entry, plan: { ...plan, isTimed: true as const } } : entry;
    return clock.readsDate ? [timed, { ...timed, plan: { ...timed.plan, isDated: true as const } }] : [timed];
  });
}

/** Gives each scenario that leaves work under way the events to wait for until that is done, where there are such. */
export async function withEndings(
  entries: readonly ArchivedScenario[],
  trial: EndingTrial,
  signal: AbortSignal,
): Promise<readonly ArchivedScenario[]> {
  const ended: ArchivedScenario[] = [];
  for (const entry of entries)
    ended.push(entry.observation.trace?.isBusy ? await withEnding(entry, trial, signal) : entry);
  return ended;
}

async function withEnding(
  entry: ArchivedScenario,
  { session, localNameOf, taken }: EndingTrial,
  signal: AbortSignal,
): Promise<ArchivedScenario> {
  const act = actOf(entry.plan);
  const emitter =
    entry.plan.receiver?.name ??
    (act.callable.form === 'construct' ? constantNameFor(act.callable.path, taken) : undefined);
  if (emitter === undefined) return entry;
  let { plan } = entry;
  let trace: ScenarioTrace | undefined = entry.observation.trace;
  for (let round = 0; round < mostEndings && trace?.isBusy; round++) {
    const last = lastEventAfter(trace, plan);
    if (last === undefined) return entry;
    const ending = { kind: 'event' as const, emitter, event: last };
    plan = { ...plan, endings: [...(plan.endings ?? []), ending] } satisfies ScenarioPlan;
    trace = undefined;
    for await (const seen of session.execute([buildScenario({ id: 'ending', plan, localNameOf })], signal)) {
      if (seen.status !== 'observed') return entry;
      if (!seen.trace?.isBusy) return { ...entry, plan };
      trace = seen.trace;
    }
  }
  return entry;
}

/** What came after all that is waited for already. */
function lastEventAfter({ events }: ScenarioTrace, plan: ScenarioPlan): string | undefined {
  const { wait } = actOf(plan);
  const awaited = [...(wait?.kind === 'event' ? [wait] : []), ...(plan.endings ?? [])].map(
    ({ event }) => event,
  );
  let rest = events.filter(({ isLate }) => isLate);
  for (const name of awaited) rest = rest.slice(rest.findIndex((event) => event.name === name) + 1);
  return rest.at(-1)?.name;
}
