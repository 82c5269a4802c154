import type { TwoObservations } from '../oracles/stabilityCheck';
import type { ObservedValue, Scenario, StepOutcome } from '../scenario';
import type { ObservedScenario } from '../search/archive';
import { actOf } from '../search/scenarioPlan';
import type { ProvenScenario } from '../selection/testCost';
import type { ContradictedExample } from './checkDocumentation';
import { judgeDocumented } from './documentedOutcome';

/** A test of what the documentation says. It fails, and the code is to blame. */
export interface Contradiction {
  /** With the documented outcome in place of the real one. */
  readonly proven: ProvenScenario;
  /** One sentence: what the documentation says, and what the code does. */
  readonly claim: string;
}

/** The scenario that shows a contradiction: the example, and the documented result as its last step. */
export function contradictionScenario({ plan, result }: ContradictedExample, scenario: Scenario): Scenario {
  const act = actOf(plan);
  const steps = [...scenario.steps];
  if (result !== undefined) steps.push({ expression: result, role: 'inspect' });
  return { ...scenario, subject: act.callable.subject, steps };
}

/** The test of a contradicted example; undefined when what the code does is not the same at any time and place. */
export function contradictionOf(
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
  { plan, mined, unit }: ProvenScenario,
  contradictions: readonly Contradiction[],
  isInUnit: (point: number, unit: ProvenScenario['unit']) => boolean,
): string | undefined {
  const act = actOf(plan);
  const actIndex = mined.scenario.steps.findIndex(({ role }) => role === 'act');
  const hasReturned = mined.outcomes[actIndex]?.status === 'returned';
  const found = contradictions.find(({ proven }) => {
    if (!hasReturned || actOf(proven.plan).callable.subject !== act.callable.subject) return false;
    const path = (points: readonly number[]): string =>
      points.filter((point) => isInUnit(point, unit)).join();
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

