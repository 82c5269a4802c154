import type { ProbePoint } from '../testing/languageAdapter';
import type { FinalScenario } from './finalScenario';
import { isInRange } from './search/pointLocation';
import type { TestableUnit } from './search/testableUnit';
import type { ProvenScenario } from './selection/testCost';

/**
 * Points that the search reached and no proven scenario does: what was seen hung on the traces of earlier scenarios, or could
 * not be written down.
 */
export function lostPoints(
  finals: readonly FinalScenario[],
  proven: readonly ProvenScenario[],
): ReadonlySet<number> {
  const lost = new Set(finals.flatMap(({ entry }) => entry.novelPoints));
  for (const { mined } of proven) for (const point of mined.points) lost.delete(point);
  return lost;
}

/** The units in whose code the points stand, and for points in no unit's code those that reached them. */
export function unitsThatLost(
  lost: ReadonlySet<number>,
  finals: readonly FinalScenario[],
  points: readonly ProbePoint[],
): readonly TestableUnit[] {
  const units = [...new Set(finals.map(({ unit }) => unit))];
  const found = new Set<TestableUnit>();
  for (const point of lost) {
    const owners = units.filter(({ range }) => range !== undefined && isInRange(range, points[point]));
    const reaching = finals.filter(({ entry }) => entry.novelPoints.includes(point));
    for (const unit of owners.length > 0 ? owners : reaching.map(({ unit }) => unit)) found.add(unit);
  }
  return [...found];
}
