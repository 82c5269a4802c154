import { renderTable } from '../../../src/base/textTable';
import { type Figures, figuresOf, medianOf, type PackageSummary, rounded } from './summary';

const headings = [
  'package',
  'seeds',
  'floor s/b %',
  'engine statements %',
  'engine branches %',
  'engine − floor',
  'tests',
  'pass %',
  'flaky',
  'mutation %',
  'engine errors only %',
  'lines a test',
  'names that state %',
  'literals > 25',
  'wall s',
];

/** The table of the set's README: each package with the median of its seeds and, where they differ, their range. */
export function renderResult(summaries: readonly PackageSummary[]): string {
  return renderTable([headings, ...summaries.map(rowOf)]).join('\n');
}

function rowOf({ subject, floor, isFloorMeasured, measurements }: PackageSummary): readonly string[] {
  const figures = measurements.map(figuresOf);
  const cell = (key: keyof Figures): string => withRange(figures.map((each) => each[key]));
  const over = (key: 'statements' | 'branches'): string => {
    const difference = medianOf(figures.map((each) => each[key])) - floor[key];
    return `${difference < 0 ? '−' : '+'}${shown(Math.abs(difference))}`;
  };
  return [
    subject.name,
    String(measurements.length),
    `${shown(floor.statements)}/${shown(floor.branches)}${isFloorMeasured ? '' : ' (recorded)'}`,
    cell('statements'),
    cell('branches'),
    `${over('statements')}/${over('branches')}`,
    cell('tests'),
    cell('passRate'),
    cell('flaky'),
    cell('mutation'),
    cell('engineErrorOnly'),
    cell('lines'),
    cell('statingBehaviour'),
    cell('longLiterals'),
    cell('seconds'),
  ];
}

function withRange(values: readonly number[]): string {
  const present = values.filter((value) => !Number.isNaN(value)).map(rounded);
  const [least, most] = [Math.min(...present), Math.max(...present)];
  const median = shown(medianOf(values));
  return present.length < 2 || least === most ? median : `${median} (${shown(least)}–${shown(most)})`;
}

function shown(value: number): string {
  return Number.isNaN(value) ? '–' : String(rounded(value));
}
