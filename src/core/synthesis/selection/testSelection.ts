import type { ProbePoint } from '../../testing/languageAdapter';
import { changesBefore } from '../search/moduleChanges';
import { isInRange } from '../search/pointLocation';
import type { TestableUnit } from '../search/testableUnit';
import type { ProvenScenario } from './testCost';
import { UnitSelection } from './unitSelection';

/** A test to write: a scenario, and others of the same path that show it with different values. */
export interface SelectedTest {
  readonly main: ProvenScenario;
  readonly examples: readonly ProvenScenario[];
}

/**
 * The few readable scenarios that together reach every point that all of them reach. Units that others use come first, so
 * that each function is tested by its own tests; each test adds something to those before it.
 */
export function selectTests(
  proven: readonly ProvenScenario[],
  points: readonly ProbePoint[],
  loadedPoints: readonly number[],
): readonly SelectedTest[] {
  const covered = new Set(loadedPoints);
  const units = [...new Set(proven.map(({ unit }) => unit))];
  return calleesFirst(units, proven, points).flatMap((unit) => {
    const selection = new UnitSelection(unit, proven, points, new Set(covered));
    const chosen = selection.choose();
    for (const point of chosen.flatMap(({ mined }) => mined.points)) covered.add(point);
    return chosen.map((main) => ({ main, examples: selection.examplesFor(main) }));
  });
}

function calleesFirst(
  units: readonly TestableUnit[],
  proven: readonly ProvenScenario[],
  points: readonly ProbePoint[],
): TestableUnit[] {
  const reached = new Map(
    units.map((unit) => {
      const lines = proven
        // What a test calls beforehand is not called by the unit.
        .filter((scenario) => scenario.unit === unit && changesBefore(scenario.plan) === '')
        .flatMap(({ mined }) => mined.points.map((point) => points[point]));
      return [
        unit,
        units.filter((other) => other !== unit && lines.some((point) => isInRange(other.range, point))),
      ];
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
