import { isRecorderList } from '../search/ownConstants';
import { actOf, type ScenarioPlan, withCalls } from '../search/scenarioPlan';
import type { ProvenScenario } from '../selection/testCost';

/**
 * Where nothing that is read has changed, the event that the act ends with is asserted instead of the unchanged state: `close emits
 * finish`. Events that instances send on their own say nothing of it.
 */
export function withTellingEnds(proven: readonly ProvenScenario[]): readonly ProvenScenario[] {
  const ofThemselves = new Set(
    proven.flatMap(({ plan }) => (actOf(plan).callable.form === 'construct' ? eventsOf(plan) : [])),
  );
  return proven.map((scenario) =>
    scenario.showsChange ? scenario : (toldByItsEnd(scenario, ofThemselves) ?? scenario),
  );
}

function toldByItsEnd(
  scenario: ProvenScenario,
  ofThemselves: ReadonlySet<string>,
): ProvenScenario | undefined {
  const { plan, mined } = scenario;
  const { endings = [], ...others } = plan;
  const [ending, ...more] = endings;
  const act = actOf(plan);
  if (!ending || more.length > 0 || act.wait || act.callable.form !== 'method') return undefined;
  if (ofThemselves.has(ending.event)) return undefined;
  const { steps } = mined.scenario;
  if (steps.some(({ expression }, index) => isRecorderList(expression) && mined.asserted.has(index)))
    return undefined;
  const end = steps.findIndex(({ role }) => role === 'cleanup');
  const seen = mined.outcomes[end];
  if (seen?.status !== 'returned' || seen.value.kind !== 'expressible') return undefined;
  const kept = steps.flatMap((step, index) => (step.role === 'inspect' ? [] : [{ step, index }]));
  const told = kept.map(({ step }) => {
    if (step.role === 'act') return { ...step, role: 'arrange' as const };
    return step.role === 'cleanup' ? { ...step, role: 'act' as const } : step;
  });
  return {
    ...scenario,
    plan: withCalls(others, [...plan.calls.slice(0, -1), { ...act, wait: ending }]),
    mined: {
      ...mined,
      scenario: { ...mined.scenario, steps: told },
      outcomes: kept.flatMap(({ index }) => mined.outcomes[index] ?? []),
      asserted: new Set([kept.findIndex(({ index }) => index === end)]),
    },
    showsChange: true,
  };
}

/** What is waited for on the way and in the end. */
function eventsOf({ calls, endings = [] }: ScenarioPlan): readonly string[] {
  const waits = calls.flatMap(({ wait }) => (wait?.kind === 'event' ? [wait] : []));
  return [...waits, ...endings].map(({ event }) => event);
}
