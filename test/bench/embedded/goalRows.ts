import { type BenchRow, benchRow } from '../benchRow';
import { packageTimeLimitSeconds } from './generateWithProduct';
import { type Figures, figuresOf, medianOf, type PackageSummary, rounded } from './summary';

type Goal = readonly [unit: string, bound?: 'at most' | 'at least', target?: number];

/** Medians are of the packages, each with the median of its seeds; a least or a most is that of any seed of any package. */
export function goalRows(summaries: readonly PackageSummary[], isQuick: boolean): readonly BenchRow[] {
  const all = summaries.flatMap(({ measurements }) => measurements.map(figuresOf));
  const median = (key: keyof Figures): number =>
    medianOf(summaries.map(({ measurements }) => medianOf(measurements.map((each) => figuresOf(each)[key]))));
  // NaN stays NaN, and holds nothing.
  const least = (key: keyof Figures): number => Math.min(...all.map((each) => each[key]));
  const most = (key: keyof Figures): number => Math.max(...all.map((each) => each[key]));
  const total = (key: keyof Figures): number => all.reduce((sum, each) => sum + each[key], 0);
  const row = (name: string, value: number, ...goal: Goal): BenchRow =>
    benchRow('embedded', name, rounded(value), ...goal);
  return [
    row('statements, median', median('statements'), '%', 'at least', 97),
    row('branches, median', median('branches'), '%', 'at least', 92),
    row('statements, least', least('statements'), '%', 'at least', 90),
    row('branches, least', least('branches'), '%', 'at least', 80),
    row('seeds of packages under the floor', countUnderFloor(summaries), '', 'at most', 0),
    ...(isQuick ? [] : mutationRows(summaries, median('mutation'))),
    row('tests that pass, least', least('passRate'), '%', 'at least', 100),
    row('flaky tests', total('flaky'), '', 'at most', 0),
    row('tests with an engine error only, most', most('engineErrorOnly'), '%', 'at most', 4.9),
    row('non-blank lines of a test, median', median('lines'), '', 'at most', 7),
    row('names that state a behaviour, median', median('statingBehaviour'), '%'),
    row('wall time of a package, most', most('seconds'), 's', 'at most', packageTimeLimitSeconds),
    row('files beside the tests', countStray(summaries), '', 'at most', 0),
  ];
}

function mutationRows(summaries: readonly PackageSummary[], median: number): readonly BenchRow[] {
  const rows = [benchRow('embedded', 'mutation score, median', rounded(median), '%', 'at least', 78)];
  for (const { subject, measurements } of summaries) {
    const own = medianOf(measurements.map((each) => figuresOf(each).mutation));
    for (const [who, score] of Object.entries(subject.mutationOfOthers))
      rows.push(
        benchRow('embedded', `mutation score, ${subject.name}: ${who}`, rounded(own), '%', 'at least', score),
      );
  }
  return rows;
}

function countUnderFloor(summaries: readonly PackageSummary[]): number {
  return summaries
    .flatMap(({ floor, measurements }) => measurements.map(({ referee }) => ({ floor, referee })))
    .filter(
      ({ floor, referee }) => referee.statements < floor.statements || referee.branches < floor.branches,
    ).length;
}

function countStray(summaries: readonly PackageSummary[]): number {
  return summaries
    .flatMap(({ measurements }) => measurements)
    .reduce((sum, { strayFiles }) => sum + strayFiles.length, 0);
}
