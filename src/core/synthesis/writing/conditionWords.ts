import type { BranchCondition, ProbePoint } from '../../testing/languageAdapter';
import type { ParameterModel, ValueShape } from '../moduleModel';
import { isInRange } from '../search/pointLocation';
import { actOf, type PlannedCall } from '../search/scenarioPlan';
import type { ProvenScenario } from '../selection/testCost';
import type { SelectedTest } from '../selection/testSelection';

/** `tellingConditions` of selected tests, unit by unit. */
export function conditionsByTest(
  tests: readonly SelectedTest[],
  points: readonly ProbePoint[],
): ReadonlyMap<ProvenScenario, readonly string[]> {
  const units = new Set(tests.map(({ main }) => main.unit));
  return new Map(
    [...units].flatMap((unit) => {
      const own = tests.flatMap(({ main }) => (main.unit === unit ? [main] : []));
      return [...tellingConditions(own, points)];
    }),
  );
}

/**
 * For each test what the code's own conditions say of its arguments and not of those of most others, in words, the most telling one
 * first: `quantity is negative`. Conditions on anything but the arguments of the call under test say nothing to a reader.
 * @param tests of one unit
 */
export function tellingConditions(
  tests: readonly ProvenScenario[],
  points: readonly ProbePoint[],
): ReadonlyMap<ProvenScenario, readonly string[]> {
  const held = new Map(tests.map((test) => [test, conditionsOf(test, points)] as const));
  return new Map(
    tests.map((test) => {
      const threw = hasThrown(test);
      // That a guard let it through is so for all that return.
      const siblings = tests.filter(
        (other) => subjectOf(other) === subjectOf(test) && hasThrown(other) === threw,
      );
      const returning = threw
        ? tests.filter((other) => subjectOf(other) === subjectOf(test) && !hasThrown(other))
        : [];
      const shareOf = (condition: BranchCondition): number => {
        const alike = siblings.filter((other) => held.get(other)?.some((each) => isSame(each, condition)));
        return alike.length / siblings.length;
      };
      const rank = (condition: BranchCondition): number =>
        shareOf(condition) + (isNegative(condition) ? 0.5 : 0) + (condition.isTruth ? 0.1 : 0);
      const telling = (held.get(test) ?? [])
        .filter((condition) =>
          threw ? siblings.length === 1 || shareOf(condition) <= dullShare : shareOf(condition) <= dullShare,
        )
        .filter((condition) => !threw || !isGuardOf(returning, condition, held))
        // What threw is what was asked last.
        .sort((one, other) => (threw ? other.at - one.at : rank(one) - rank(other) || other.at - one.at));
      return [test, telling.map((condition) => inWords(condition, actOf(test.plan)))];
    }),
  );
}

/** Some that return have passed it: it is not what made the others fail. */
function isGuardOf(
  returning: readonly ProvenScenario[],
  condition: BranchCondition,
  held: ReadonlyMap<ProvenScenario, readonly BranchCondition[]>,
): boolean {
  return returning.some((test) => held.get(test)?.some((each) => isSame(each, condition)));
}

/** What more of the tests have in common does not tell one from the others. */
const dullShare = 0.6;

function hasThrown({ mined }: ProvenScenario): boolean {
  return mined.outcomes.some(({ status }) => status === 'threw');
}

function isSame(one: BranchCondition, other: BranchCondition): boolean {
  return one.subject === other.subject && one.state === other.state;
}

function isNegative({ state }: BranchCondition): boolean {
  return /\bnot\b|^has no /.test(state);
}

function conditionsOf(
  { plan, mined, unit }: ProvenScenario,
  points: readonly ProbePoint[],
): BranchCondition[] {
  const act = actOf(plan);
  const { range, parameters } = act.callable;
  const names = namesOf(parameters);
  const taken = mined.points.flatMap((index) => {
    const point = points[index];
    return point?.condition && isInRange(range ?? unit.range, point) ? [point.condition] : [];
  });
  // Where both sides were taken, in a loop or by several calls, neither tells the test from others.
  const isOneSided = ({ at, state }: BranchCondition): boolean =>
    taken.every((other) => other.at !== at || other.state === state);
  const unique = new Map(taken.filter(isOneSided).map((each) => [`${each.subject} ${each.state}`, each]));
  // Names of variables inside mean nothing to a reader; constants are written in capitals, or are properties of enums.
  const isKnown = (name: string): boolean => names.has(name) || /^[A-Z]/.test(name);
  return [...unique.values()].filter(
    (condition) =>
      names.has(condition.subject.split('.')[0] ?? '') &&
      (condition.other === undefined || isKnown(condition.other)) &&
      indexesIn(condition.state).every(isKnown) &&
      isTrueOf(condition, act),
  );
}

/** Names by which elements are picked: `l` in `is x[l]`. */
function indexesIn(state: string): readonly string[] {
  return [...state.matchAll(/\[([A-Za-z_$][\w$]*)\]/g)].flatMap(([, name]) => name ?? []);
}

const ordering = /^is (?:not )?(?:negative|positive|less than|at most|greater than|at least)\b/;
const unordered = /^(?:undefined|null|NaN|true|false|function\b|async\b|['"`[{(]|\w+ =>)/;

/** `undefined >= 0` does not hold, and yet it is not negative: what has no order is neither one nor the other. */
function isTrueOf(
  { subject, state }: BranchCondition,
  { callable, arguments: inputs }: PlannedCall,
): boolean {
  const index = callable.parameters.findIndex(({ name }) => name === subject);
  if (index < 0 || !ordering.test(state)) return true;
  const code = inputs[index]?.code;
  return code === undefined ? callable.parameters[index]?.isOptional === true : !unordered.test(code);
}

/** Parameters, and the properties that may have been taken out of them. */
function namesOf(parameters: readonly ParameterModel[]): ReadonlySet<string> {
  return new Set(
    parameters.flatMap(({ name, shape }) => [
      name,
      ...(shape.kind === 'object' ? shape.properties.map((property) => property.name) : []),
    ]),
  );
}

/** `lower is false`, `text is empty`, `options is omitted`: as the argument shows what does not count as true. */
function inWords(
  { subject, state, isTruth }: BranchCondition,
  { callable, arguments: inputs }: PlannedCall,
): string {
  if (!isTruth) return comparisonText(subject, state);
  const { parameters } = callable;
  const index = parameters.findIndex(({ name }) => name === subject);
  const code = inputs[index]?.code;
  const isSet = state === 'is set';
  if (isFlag(subject, parameters) || code === 'true' || code === 'false')
    return `${subject} is ${isSet ? 'true' : 'false'}`;
  if (isSet || index < 0) return `${subject} is ${isSet ? 'given' : 'missing'}`;
  if (code === undefined) return `${subject} is omitted`;
  return `${subject} is ${code === "''" || code === '""' ? 'empty' : code}`;
}

/** `x and y differ in length`, `value is greater than the last of x`, `n is not an integer`; else as the code has it. */
function comparisonText(subject: string, state: string): string {
  const [, owner] = /^(\w+)\.length$/.exec(subject) ?? [];
  const [, not, other] = /^is (not )?(\w+)\.length$/.exec(state) ?? [];
  if (owner !== undefined && other !== undefined)
    return `${owner} and ${other} ${not === undefined ? 'have the same length' : 'differ in length'}`;
  return `${subject} ${state}`
    .replaceAll(/\b(\w+)\[\1\.length - 1\]/g, 'the last of $1')
    .replaceAll(/\b(\w+)\[0\]/g, 'the first of $1')
    .replace(/^(\w+) is (not )?Math\.(?:floor|round|trunc)\(\1\)$/, '$1 is $2an integer');
}

function isFlag(subject: string, parameters: readonly ParameterModel[]): boolean {
  const last = subject.split('.').at(-1);
  const properties = parameters.flatMap(({ shape }) => (shape.kind === 'object' ? shape.properties : []));
  return [...parameters, ...properties].some(({ name, shape }) => name === last && isBoolean(shape));
}

function isBoolean(shape: ValueShape): boolean {
  if (shape.kind === 'union')
    return shape.options.every((option) => option.kind === 'undefined' || isBoolean(option));
  return shape.kind === 'boolean' || (shape.kind === 'literal' && /^(?:true|false)$/.test(shape.code));
}

function subjectOf({ plan }: ProvenScenario): string {
  return actOf(plan).callable.subject;
}
