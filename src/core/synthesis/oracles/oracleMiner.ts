import {
  advanceName,
  type ObservedError,
  type ObservedValue,
  type Scenario,
  type StepOutcome,
} from '../scenario';
import type { ObservedScenario } from '../search/archive';
import { isRecorderList } from '../search/ownConstants';
import { aftermathObjection } from './aftermathObjection';
import type { TwoObservations } from './stabilityCheck';

/** A scenario with what it did, and which of its steps a test asserts. */
export interface MinedScenario {
  readonly scenario: Scenario;
  readonly outcomes: readonly StepOutcome[];
  readonly points: readonly number[];
  /** Indexes of the steps whose outcome is asserted; never empty. */
  readonly asserted: ReadonlySet<number>;
  /** How far time went from timer to timer in each step that let it pass; empty without a fake clock. */
  readonly jumpsMs?: readonly (readonly number[])[];
}

export type MiningResult =
  | { readonly status: 'mined'; readonly mined: MinedScenario }
  | {
      readonly status: 'rejected';
      readonly reason: string;
      /** It did not show the same in both worlds: what was there before may be why. */
      readonly isUnstable?: true;
    };

/** What is known about the subject and its module. */
export interface MiningScope {
  /** The subject returns other things too, so that undefined is an answer. */
  readonly undefinedIsAnswer: boolean;
  /** Classes whose state tests can read through their members. */
  readonly classNames: ReadonlySet<string>;
  /** Nothing says which fields are private, so that those without an underscore are for everybody. */
  readonly fieldsArePublic: boolean;
}

const longestValue = 700;

/** Turns what a scenario did, twice, into assertions; rejects it with a reason when nothing stable and meaningful was seen. */
export function mineOracles(
  scenario: Scenario,
  { home, abroad }: TwoObservations,
  scope: MiningScope,
): MiningResult {
  if (home?.status !== 'observed' || abroad?.status !== 'observed')
    return rejected('It did not end in a fresh module.');
  const effects = [...new Set([...home.effects, ...abroad.effects])];
  if (effects.length > 0)
    return rejected(`It touches the ${effects.map((effect) => effect.replace('-', ' ')).join(' and the ')}.`);
  if (JSON.stringify(home.outcomes) !== JSON.stringify(abroad.outcomes)) {
    return {
      ...rejected('Its outcome depends on time, time zone, randomness or the order of tests.'),
      isUnstable: true,
    };
  }
  const aftermath = aftermathObjection(scenario, home.trace) ?? aftermathObjection(scenario, abroad.trace);
  return aftermath === undefined ? mine(scenario, home, scope) : rejected(aftermath);
}

function mine(
  scenario: Scenario,
  { outcomes, points, trace }: ObservedScenario,
  scope: MiningScope,
): MiningResult {
  const asserted = new Set<number>();
  const hasReads = scenario.steps.some(({ role }) => role === 'inspect');
  for (const [index, step] of scenario.steps.entries()) {
    const outcome = outcomes[index];
    const isInspection = step.role === 'inspect';
    if (step.role === 'arrange' || step.role === 'cleanup') {
      if (outcome?.status !== 'threw') continue;
      return rejected(step.role === 'arrange' ? 'What it prepares fails.' : 'What ends it fails.');
    }
    if (!outcome || outcome.status === 'not-reached') continue;
    if (outcome.status === 'threw') {
      const objection =
        step.role === 'act' ? objectionTo(outcome.error) : 'Reading the state afterwards fails.';
      if (objection) return rejected(objection);
      asserted.add(index);
    } else if (step.expression.startsWith(`${advanceName}(`)) {
      // That time passes shows in what is read afterwards.
    } else if (
      isInspection
        ? isReadAssertable(step.expression, outcome.value)
        : isResultAssertable(outcome.value, hasReads, scope)
    ) {
      asserted.add(index);
    }
  }
  if (asserted.size === 0) return rejected('It shows nothing that a test could observe.');
  const jumpsMs = trace?.clock?.jumpsMs ?? [];
  return { status: 'mined', mined: { scenario, outcomes, points, asserted, jumpsMs } };
}

function isResultAssertable(value: ObservedValue, hasReads: boolean, scope: MiningScope): boolean {
  if (value.kind === 'function' || value.kind === 'inexpressible' || value.code.length > longestValue)
    return false;
  // State of exported classes is seen through what they show; their private fields are nobody's business.
  if (value.kind === 'instance')
    return (
      !hasReads && value.code !== '{}' && (scope.fieldsArePublic || !scope.classNames.has(value.className))
    );
  return value.code !== 'undefined' || (scope.undefinedIsAnswer && !hasReads);
}

/** That a listener was not called says little; every other state does. */
function isReadAssertable(expression: string, value: ObservedValue): boolean {
  if (value.kind !== 'expressible' || value.code.length > longestValue) return false;
  return !(isRecorderList(expression) && value.code === '[]');
}

function objectionTo({ name, message, isDeliberate, code }: ObservedError): string | undefined {
  // Codes of the system are documented, whoever makes the error.
  if (code !== undefined) return undefined;
  if (!isDeliberate)
    return `It ends in the engine's own ${name} ("${message}"), which the code does not promise.`;
  const isError = /^[A-Z]/.test(name) || /Error$|Exception$/.test(name);
  return isError || name === 'string'
    ? undefined
    : `It throws a value of type ${name}, which is not an error.`;
}

function rejected(reason: string): Extract<MiningResult, { status: 'rejected' }> {
  return { status: 'rejected', reason };
}
