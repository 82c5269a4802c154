import type { MinedScenario } from '../oracles/oracleMiner';
import { isRecorderList } from '../search/ownConstants';
import { actOf, allInputs, readingCost, type ScenarioPlan } from '../search/scenarioPlan';
import type { TestableUnit } from '../search/testableUnit';

/** A scenario that could become a test. */
export interface ProvenScenario {
  readonly unit: TestableUnit;
  readonly plan: ScenarioPlan;
  readonly mined: MinedScenario;
  /** False when all that is read afterwards is as it was before. */
  readonly showsChange: boolean;
  /** The documentation has it, with the same outcome: what readers know. Default: false. */
  readonly isDocumented?: boolean;
}

/** What is known from the documentation costs a reader less. */
const documentedShare = 0.5;

/** The price of reading a test, its result included: `NaN` teaches little. */
export function testCost({ plan, mined, showsChange, isDocumented }: ProvenScenario): number {
  const results = [...mined.asserted].flatMap((index) => {
    const outcome = mined.outcomes[index];
    return outcome?.status === 'returned' && outcome.value.kind === 'expressible' ? [outcome.value.code] : [];
  });
  const length = results.reduce((sum, code) => sum + code.length, 0);
  const isStrange = results.some((code) => /\b(?:NaN|Infinity|undefined)\b|\d\.\d{7}/.test(code));
  // An array where an object was meant gives an object of numbered properties.
  const isMistaken = results.some((code) => /[{,]\s*'\d+':/.test(code));
  const inputLength = allInputs(plan).reduce((sum, input) => sum + input.code.length, 0);
  const isNegativeZero = results.some((code) => /-0(?![\d.])/.test(code));
  const isHuge = results.some((code) => /\de[+-]\d/.test(code));
  const act = actOf(plan);
  // A result that is one of the arguments, or a failure, shows less than one that was worked out.
  const isEcho = results.some((code) => act.arguments.some((argument) => argument.code === code));
  const isFailure = mined.outcomes.some(({ status }) => status === 'threw');
  const codes = act.arguments.map(({ code }) => code).filter((code) => code.length > 1);
  const hasTwins = new Set(codes).size < codes.length;
  const isRead = act.callable.form === 'read';
  // Strange values belong to failures; where something works they puzzle.
  const strain = isFailure ? 0 : allInputs(plan).reduce((sum, input) => sum + input.strain, 0);
  const shows = showsCalls(mined);
  const penalties =
    strain +
    (showsChange || shows ? 0 : 1.2) +
    (isStrange ? 0.8 : 0) +
    (isHuge ? 0.6 : 0) +
    (isNegativeZero ? 0.6 : 0) +
    (isMistaken ? 0.6 : 0) +
    Math.max(0, inputLength - longInputs) / 100 +
    // Nobody calls `result['1']`, which is what a callback was called with.
    (/^\d+$/.test(act.callable.path) ? 0.8 : 0) +
    // What a callback was called with is worth its lines.
    (shows ? -recorderLines : 0) +
    (isEcho ? 0.25 : 0) +
    (isFailure ? 0.3 : 0) +
    (isRead ? 0.2 : 0) +
    (hasTwins ? 0.15 : 0);
  const cost = Math.max(1, readingCost(plan) + length / 150 + penalties);
  return isDocumented ? cost * documentedShare : cost;
}

const recorderLines = 0.3;
/** Characters that fill a line: what is longer takes several. */
const longInputs = 90;

/** It asserts what a callback was called with. */
function showsCalls({ scenario, asserted }: MinedScenario): boolean {
  return scenario.steps.some(
    ({ role, expression }, index) => role === 'inspect' && asserted.has(index) && isRecorderList(expression),
  );
}
