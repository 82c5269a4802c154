import type { ProbePoint } from '../testing/languageAdapter';
import type { LineRange } from './moduleModel';
import type { MinedScenario } from './oracleMiner';
import { actOf, allInputs, readingCost, type ScenarioPlan } from './scenarioPlan';
import type { TestableUnit } from './testableUnit';

/** A scenario that could become a test. */
export interface ProvenScenario {
  readonly unit: TestableUnit;
  readonly plan: ScenarioPlan;
  readonly mined: MinedScenario;
  /** False when all that is read afterwards is as it was before. */
  readonly showsChange: boolean;
}

/** A test to write: a scenario, and others of the same path that show it with different values. */
export interface SelectedTest {
  readonly main: ProvenScenario;
  readonly examples: readonly ProvenScenario[];
}

/**
 * The few readable scenarios that together reach every point that all of them reach: units that are used by others first,
 * so that each function is tested by its own tests. None of a unit's tests can be left out without losing a point.
 */
export function selectTests(
  proven: readonly ProvenScenario[],
  points: readonly ProbePoint[],
  loadedPoints: readonly number[],
): readonly SelectedTest[] {
  const covered = new Set(loadedPoints);
  const units = [...new Set(proven.map(({ unit }) => unit))];
  return calleesFirst(units, proven, points).flatMap((unit) => {
    const own = proven.filter((scenario) => scenario.unit === unit);
    const basics = basicsOf(own, unit, points, covered);
    const chosen = withoutRedundant(cover(own, basics, unit, points, covered), basics, covered);
    for (const point of chosen.flatMap(({ mined }) => mined.points)) covered.add(point);
    return inReadingOrder(chosen, unit).map((main) => ({
      main,
      examples: examplesFor(main, own, chosen, points),
    }));
  });
}

/** The price of reading a test, its result included: `NaN` teaches little. */
export function testCost({ plan, mined, showsChange }: ProvenScenario): number {
  const results = [...mined.asserted].flatMap((index) => {
    const outcome = mined.outcomes[index];
    return outcome?.status === 'returned' && outcome.value.kind === 'expressible' ? [outcome.value.code] : [];
  });
  const length = results.reduce((sum, code) => sum + code.length, 0);
  const isStrange = results.some((code) =>
    /\b(?:NaN|Infinity|undefined)\b|\be[+-]\d|-0\b|\d\.\d{7}/.test(code),
  );
  const act = actOf(plan);
  // A result that is one of the arguments, or a failure, shows less than one that was worked out.
  const isEcho = results.some((code) => act.arguments.some((argument) => argument.code === code));
  const isFailure = mined.outcomes.some(({ status }) => status === 'threw');
  const codes = act.arguments.map(({ code }) => code).filter((code) => code.length > 1);
  const hasTwins = new Set(codes).size < codes.length;
  const isRead = act.callable.form === 'read';
  // Strange values belong to failures; where something works they puzzle.
  const strain = isFailure ? 0 : allInputs(plan).reduce((sum, input) => sum + input.strain, 0);
  const penalties =
    strain +
    (showsChange ? 0 : 0.5) +
    (isStrange ? 0.8 : 0) +
    (isEcho ? 0.25 : 0) +
    (isFailure ? 0.3 : 0) +
    (isRead ? 0.2 : 0) +
    (hasTwins ? 0.15 : 0);
  return readingCost(plan) + length / 150 + penalties;
}

/** For each function and member a simple scenario in which it works, where that reaches something new. */
function basicsOf(
  own: readonly ProvenScenario[],
  unit: TestableUnit,
  points: readonly ProbePoint[],
  coveredBefore: ReadonlySet<number>,
): ProvenScenario[] {
  const covered = new Set(coveredBefore);
  const basics: ProvenScenario[] = [];
  for (const subject of subjectsOf(unit)) {
    const working = own.filter(
      ({ plan, mined }) =>
        actOf(plan).callable.subject === subject &&
        mined.outcomes.every(({ status }) => status === 'returned') &&
        mined.points.some((point) => !covered.has(point) && isInRange(actOf(plan).callable.range ?? unit.range, points[point])),
    );
    const score = (scenario: ProvenScenario): number =>
      Math.sqrt(ownGain(scenario, points, covered)) / testCost(scenario);
    const [simplest] = working.sort((a, b) => score(b) - score(a));
    if (!simplest) continue;
    basics.push(simplest);
    for (const point of simplest.mined.points) covered.add(point);
  }
  return basics;
}

function cover(
  own: readonly ProvenScenario[],
  basics: readonly ProvenScenario[],
  unit: TestableUnit,
  points: readonly ProbePoint[],
  coveredBefore: ReadonlySet<number>,
): ProvenScenario[] {
  const covered = new Set([...coveredBefore, ...basics.flatMap(({ mined }) => mined.points)]);
  const weight = (point: number, plan: ScenarioPlan): number => {
    if (covered.has(point)) return 0;
    if (isInRange(actOf(plan).callable.range ?? unit.range, points[point])) return 1;
    return isInUnit(unit, points[point]) ? 0.7 : 0.4;
  };
  const chosen = [...basics];
  for (;;) {
    let best: ProvenScenario | undefined;
    let bestScore = 0;
    for (const scenario of own) {
      const gain = scenario.mined.points.reduce((sum, point) => sum + weight(point, scenario.plan), 0);
      // The square root keeps one sequence through everything from winning over the plain tests of its parts.
      const score = Math.sqrt(gain) / testCost(scenario);
      if (score > bestScore * 1.03) [best, bestScore] = [scenario, score];
    }
    if (!best) return chosen;
    chosen.push(best);
    for (const point of best.mined.points) covered.add(point);
  }
}

function withoutRedundant(
  chosen: readonly ProvenScenario[],
  basics: readonly ProvenScenario[],
  coveredBefore: ReadonlySet<number>,
): ProvenScenario[] {
  let kept = [...chosen];
  const dispensable = chosen.filter((scenario) => !basics.includes(scenario));
  for (const scenario of dispensable.sort((a, b) => testCost(b) - testCost(a))) {
    const others = new Set(kept.filter((other) => other !== scenario).flatMap(({ mined }) => mined.points));
    const isNeeded = scenario.mined.points.some((point) => !coveredBefore.has(point) && !others.has(point));
    if (!isNeeded) kept = kept.filter((other) => other !== scenario);
  }
  return kept;
}

/** Creation, then members in the order of the source; what works before what fails; simple before involved. */
function inReadingOrder(chosen: readonly ProvenScenario[], unit: TestableUnit): ProvenScenario[] {
  const subjects = subjectsOf(unit);
  const rank = (scenario: ProvenScenario): readonly number[] => [
    subjects.indexOf(actOf(scenario.plan).callable.subject),
    scenario.mined.outcomes.some(({ status }) => status === 'threw') ? 1 : 0,
    testCost(scenario),
  ];
  return [...chosen].sort((a, b) => compareRanks(rank(a), rank(b)));
}

/** New points in the tested function itself; those elsewhere count little. */
function ownGain(
  { unit, plan, mined }: ProvenScenario,
  points: readonly ProbePoint[],
  covered: ReadonlySet<number>,
): number {
  const range = actOf(plan).callable.range ?? unit.range;
  const weight = (point: number): number => (isInRange(range, points[point]) ? 1 : 0.1);
  return mined.points.reduce((sum, point) => sum + (covered.has(point) ? 0 : weight(point)), 0);
}

/** In the order of the source: creation, static functions, members. */
function subjectsOf(unit: TestableUnit): readonly string[] {
  const callables = [...(unit.construct ? [unit.construct] : []), ...unit.functions, ...unit.members];
  return [...new Set(callables.map(({ subject }) => subject))];
}

/** One more scenario on the same path through the unit with another plain result: `true` for one input, `false` for another. */
function examplesFor(
  main: ProvenScenario,
  own: readonly ProvenScenario[],
  chosen: readonly ProvenScenario[],
  points: readonly ProbePoint[],
): ProvenScenario[] {
  const expected = plainResult(main);
  if (expected === undefined) return [];
  const path = new Set(main.mined.points);
  const isOnPath = ({ unit, mined }: ProvenScenario): boolean =>
    mined.points.every((point) => path.has(point) || !isInUnit(unit, points[point]));
  const subject = actOf(main.plan).callable.subject;
  const others = own
    .filter(
      (other) => !chosen.includes(other) && actOf(other.plan).callable.subject === subject && isOnPath(other),
    )
    .filter(
      (other) =>
        plainResult(other) !== undefined && plainResult(other) !== expected && testCost(other) <= 1.6,
    )
    .sort((a, b) => testCost(a) - testCost(b));
  return others.slice(0, 1);
}

/** The result of a scenario that is a single plain call, or undefined. */
function plainResult({ mined }: ProvenScenario): string | undefined {
  const [outcome] = mined.outcomes;
  if (
    mined.scenario.steps.length !== 1 ||
    outcome?.status !== 'returned' ||
    outcome.value.kind !== 'expressible'
  )
    return undefined;
  const { code } = outcome.value;
  return code.length <= 40 && !/NaN|Infinity|undefined|^-0$/.test(code) ? code : undefined;
}

function calleesFirst(
  units: readonly TestableUnit[],
  proven: readonly ProvenScenario[],
  points: readonly ProbePoint[],
): TestableUnit[] {
  const reached = new Map(
    units.map((unit) => {
      const lines = proven
        .filter((scenario) => scenario.unit === unit)
        .flatMap(({ mined }) => mined.points.map((point) => points[point]));
      return [unit, units.filter((other) => other !== unit && lines.some((point) => isInUnit(other, point)))];
    }),
  );
  const ordered: TestableUnit[] = [];
  const visit = (unit: TestableUnit, trail: readonly TestableUnit[]): void => {
    if (ordered.includes(unit) || trail.includes(unit)) return;
    for (const callee of reached.get(unit) ?? []) visit(callee, [...trail, unit]);
    ordered.push(unit);
  };
  for (const unit of units) visit(unit, []);
  return ordered;
}

function isInUnit({ range }: TestableUnit, point: ProbePoint | undefined): boolean {
  return isInRange(range, point);
}

/** Without a known range everything counts as inside. */
function isInRange(range: LineRange | undefined, point: ProbePoint | undefined): boolean {
  if (!range) return true;
  return point !== undefined && point.line >= range.startLine && point.line <= range.endLine;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
