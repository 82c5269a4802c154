import type { ProbePoint } from '../../testing/languageAdapter';
import { observeTwice, type StabilityRequest, type TwoObservations } from '../oracles/stabilityCheck';
import type { ObservedValue, Scenario, StepOutcome } from '../scenario';
import { isInRange } from '../search/pointLocation';
import { buildScenario, type LocalNameOf } from '../search/scenarioBuilder';
import { actOf } from '../search/scenarioPlan';
import type { ProvenScenario } from '../selection/testCost';
import { type ContradictedExample, withResult } from './checkDocumentation';
import { judgeDocumented } from './documentedOutcome';

/** A test of what the documentation says. It fails, and the code is to blame. */
export interface Contradiction {
  /** With the documented outcome in place of the real one. */
  readonly proven: ProvenScenario;
  /** One sentence: what the documentation says, and what the code does. */
  readonly claim: string;
}

/** Runs contradicted examples in fresh modules, twice: only what the code does at any time and place counts against it. */
export async function proveContradictions(
  examples: readonly ContradictedExample[],
  request: StabilityRequest,
  localNameOf: LocalNameOf,
  signal: AbortSignal,
): Promise<readonly Contradiction[]> {
  if (examples.length === 0) return [];
  const scenarios = examples.map(({ plan }, index) =>
    buildScenario({ id: `contradiction-${index}`, plan, localNameOf }),
  );
  const shown = scenarios.map((scenario, index) => withResult(scenario, examples[index]?.result));
  const observations = await observeTwice(request, shown, signal);
  return examples.flatMap((example, index) => {
    const scenario = scenarios[index];
    const twice = scenario && observations.get(scenario.id);
    return (twice && contradictionOf(example, scenario, twice)) ?? [];
  });
}

/** The test of a contradicted example; undefined when what the code does is not the same at any time and place. */
function contradictionOf(
  example: ContradictedExample,
  scenario: Scenario,
  { home, abroad }: TwoObservations,
): Contradiction | undefined {
  if (home?.status !== 'observed' || abroad?.status !== 'observed') return undefined;
  if (home.effects.length > 0 || JSON.stringify(home.outcomes) !== JSON.stringify(abroad.outcomes))
    return undefined;
  const { result, unit, plan, code } = example;
  const own = result === undefined ? home.outcomes : home.outcomes.slice(0, -1);
  const documented = result === undefined ? undefined : home.outcomes.at(-1);
  const actual = own.at(-1);
  if (!actual || judgeDocumented(actual, documented) !== 'contradicted') return undefined;
  const wanted: StepOutcome = documented ?? thrownOutcome(actual);
  const given = actual.status === 'returned' ? textOf(actual.value) : 'throws';
  const promise = result === undefined ? `${code} throws` : `${code} gives ${result}`;
  return {
    proven: {
      unit,
      plan,
      mined: {
        scenario,
        outcomes: [...own.slice(0, -1), withPromise(wanted, actual)],
        points: home.points,
        asserted: new Set([own.length - 1]),
      },
      showsChange: true,
    },
    claim: `The documentation says that ${promise}, and it ${given === 'throws' ? 'throws' : `gives ${given}`}.`,
  };
}

/** Why a test would hold a bug in place: it blesses what the code does where it contradicts its documentation. */
export function blessingOf(
  { plan, mined, unit, isDocumented = false }: ProvenScenario,
  contradictions: readonly Contradiction[],
  points: readonly ProbePoint[],
): string | undefined {
  const act = actOf(plan);
  const actIndex = mined.scenario.steps.findIndex(({ role }) => role === 'act');
  const hasReturned = mined.outcomes[actIndex]?.status === 'returned';
  const found = contradictions.find(({ proven }) => {
    if (isDocumented || !hasReturned || actOf(proven.plan).callable.subject !== act.callable.subject)
      return false;
    const path = (hit: readonly number[]): string =>
      hit.filter((point) => isInRange(unit.range, points[point])).join();
    return path(proven.mined.points) === path(mined.points);
  });
  return found && `${found.claim} What it gives now is no measure.`;
}

/** That it throws is all that is documented. */
function thrownOutcome(actual: StepOutcome): StepOutcome {
  const isPromise = actual.status !== 'not-reached' && actual.isPromise;
  return { status: 'threw', isPromise, error: { name: 'Error', message: '', isDeliberate: true } };
}

function withPromise(wanted: StepOutcome, actual: StepOutcome): StepOutcome {
  const isPromise = actual.status !== 'not-reached' && actual.isPromise;
  return wanted.status === 'not-reached' ? wanted : { ...wanted, isPromise };
}

function textOf(value: ObservedValue): string {
  if (value.kind === 'expressible') return value.code;
  return value.kind === 'instance' ? `an instance of ${value.className}` : 'something else';
}
