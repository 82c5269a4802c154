import type { ProbePoint } from '../../testing/languageAdapter';
import { isInRange } from '../search/pointLocation';
import { actOf } from '../search/scenarioPlan';
import type { TestableUnit } from '../search/testableUnit';
import { type ProvenScenario, testCost } from './testCost';

/** A scenario has to score this much better than an earlier one to be preferred: what came first is more systematic. */
const clearlyBetter = 1.03;
const dearestExample = 1.6;

/** Chooses the tests of one unit among its proven scenarios, on top of what is covered already. */
export class UnitSelection {
  private readonly own: readonly ProvenScenario[];
  private readonly chosen: ProvenScenario[] = [];

  constructor(
    private readonly unit: TestableUnit,
    proven: readonly ProvenScenario[],
    private readonly points: readonly ProbePoint[],
    private readonly coveredBefore: ReadonlySet<number>,
  ) {
    this.own = proven.filter((scenario) => scenario.unit === unit);
  }

  /** Scenarios that together reach what all of them reach, in the order in which they read best. */
  choose(): readonly ProvenScenario[] {
    this.addDocumented();
    this.addBasics();
    const basics = [...this.chosen];
    this.addUntilCovered();
    this.removeRedundant(basics);
    return this.inReadingOrder();
  }

  /** One more scenario on the same path with the opposite answer: `true` for one input, `false` for another. */
  examplesFor(main: ProvenScenario): readonly ProvenScenario[] {
    const expected = plainResult(main);
    if (expected !== 'true' && expected !== 'false') return [];
    const path = new Set(main.mined.points);
    const isExample = (other: ProvenScenario): boolean =>
      !this.chosen.includes(other) &&
      subjectOf(other) === subjectOf(main) &&
      other.mined.points.every((point) => path.has(point) || !this.isInUnit(point)) &&
      plainResult(other) === (expected === 'true' ? 'false' : 'true') &&
      testCost(other) <= dearestExample;
    return this.own
      .filter(isExample)
      .sort((a, b) => testCost(a) - testCost(b))
      .slice(0, 1);
  }

  /** What readers know from the documentation, where it reaches something new. */
  private addDocumented(): void {
    for (;;) {
      const documented = this.own.filter(({ isDocumented }) => isDocumented);
      const best = this.best(documented, () => 1);
      if (!best) return;
      this.chosen.push(best);
    }
  }

  /** For each function and member a simple scenario in which it works, where that reaches something new in it. */
  private addBasics(): void {
    for (const subject of this.subjects()) {
      const covered = this.covered();
      const working = this.own.filter(
        (scenario) =>
          subjectOf(scenario) === subject &&
          scenario.mined.outcomes.every(({ status }) => status === 'returned') &&
          scenario.mined.points.some((point) => !covered.has(point) && this.isInAct(scenario, point)),
      );
      const best = this.best(working, (scenario, point) => (this.isInAct(scenario, point) ? 1 : 0.1));
      if (best) this.chosen.push(best);
    }
  }

  private addUntilCovered(): void {
    for (;;) {
      const best = this.best(this.own, (scenario, point) => {
        if (this.isInAct(scenario, point)) return 1;
        if (this.isInEarlierCall(scenario, point)) return 0.2;
        return this.isInUnit(point) ? 0.7 : 0.4;
      });
      if (!best) return;
      this.chosen.push(best);
    }
  }

  private best(
    scenarios: readonly ProvenScenario[],
    weight: (scenario: ProvenScenario, point: number) => number,
  ): ProvenScenario | undefined {
    const covered = this.covered();
    let best: ProvenScenario | undefined;
    let bestScore = 0;
    for (const scenario of scenarios) {
      const fresh = scenario.mined.points.filter((point) => !covered.has(point));
      const gain = fresh.reduce((sum, point) => sum + weight(scenario, point), 0);
      // The square root keeps one sequence through everything from winning over the plain tests of its parts.
      const score = Math.sqrt(gain) / testCost(scenario);
      if (score > bestScore * clearlyBetter) [best, bestScore] = [scenario, score];
    }
    return best;
  }

  /** The basics stay: each shows one thing working, whatever the others reach. */
  private removeRedundant(basics: readonly ProvenScenario[]): void {
    const dispensable = this.chosen.filter((scenario) => !basics.includes(scenario));
    for (const scenario of dispensable.sort((a, b) => testCost(b) - testCost(a))) {
      const others = new Set(
        this.chosen.filter((other) => other !== scenario).flatMap(({ mined }) => mined.points),
      );
      const isNeeded = scenario.mined.points.some(
        (point) => !this.coveredBefore.has(point) && !others.has(point),
      );
      if (!isNeeded) this.chosen.splice(this.chosen.indexOf(scenario), 1);
    }
  }

  /** Creation, then members in the order of the source; what works before what fails; what is documented first, simple before involved. */
  private inReadingOrder(): readonly ProvenScenario[] {
    const subjects = this.subjects();
    const rank = (scenario: ProvenScenario): readonly number[] => [
      subjects.indexOf(subjectOf(scenario)),
      scenario.mined.outcomes.some(({ status }) => status === 'threw') ? 1 : 0,
      scenario.isDocumented ? 0 : 1,
      testCost(scenario),
    ];
    return [...this.chosen].sort((a, b) => compareRanks(rank(a), rank(b)));
  }

  private covered(): ReadonlySet<number> {
    return new Set([...this.coveredBefore, ...this.chosen.flatMap(({ mined }) => mined.points)]);
  }

  private subjects(): readonly string[] {
    const { construct, functions, members } = this.unit;
    return [
      ...new Set([...(construct ? [construct] : []), ...functions, ...members].map(({ subject }) => subject)),
    ];
  }

  private isInUnit(point: number): boolean {
    return isInRange(this.unit.range, this.points[point]);
  }

  private isInAct({ plan }: ProvenScenario, point: number): boolean {
    return isInRange(actOf(plan).callable.range ?? this.unit.range, this.points[point]);
  }

  /** What the preparation reaches is shown better by a test of its own. */
  private isInEarlierCall({ plan }: ProvenScenario, point: number): boolean {
    return plan.calls
      .slice(0, -1)
      .some(({ callable }) => callable.range !== undefined && isInRange(callable.range, this.points[point]));
  }
}

function subjectOf({ plan }: ProvenScenario): string {
  return actOf(plan).callable.subject;
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

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
