import type { TestCandidate, TestStyle } from '../../generation/candidate';
import type { TestFileParts } from '../../testing/languageAdapter';
import { probeKey } from '../../testing/testProbe';
import type { LineRange } from '../moduleModel';
import { quoted } from './expressionText';
import { fixtureLines, repeatableBody } from './fixtureText';
import { formatImportLine, mergeImportLines } from './importLines';
import { testCall } from './testCall';

export interface CompositionOptions {
  /** Each body runs inside the coverage probe, marked with the candidate's id; titles are the same as without. */
  readonly probe: boolean;
  /** Limit of each test, in the framework's own form; default: the limit of the project. */
  readonly timeoutMs?: number;
  /** Tests that fail because the code is wrong: marked as such in the framework's own form. Default: none. */
  readonly isExpectedToFail?: (candidate: TestCandidate) => boolean;
}

/** A test file of the candidates: one `describe` per unit, in the order in which units first occur. */
export function composeTestFile(
  candidates: readonly TestCandidate[],
  style: TestStyle,
  options: CompositionOptions,
): TestFileParts {
  return {
    imports: mergeImportLines(candidates.flatMap(({ imports }) => imports)),
    body: bodyOf(candidates, style, options).lines.join('\n'),
  };
}

/** The text of the file, with a line break at its end. */
export function renderTestFile(parts: TestFileParts, style: TestStyle): string {
  return `${[importText(parts, style), parts.body].filter((part) => part !== '').join('\n\n')}\n`;
}

/** The lines of each candidate, by its id, in the rendered file of the same candidates, style and options. */
export function candidateLines(
  candidates: readonly TestCandidate[],
  style: TestStyle,
  options: CompositionOptions,
): ReadonlyMap<string, LineRange> {
  const imports = importText(composeTestFile(candidates, style, options), style);
  const linesBefore = imports === '' ? 0 : imports.split('\n').length + 1;
  return movedBy(linesBefore, bodyOf(candidates, style, options).places);
}

/** Text with the lines, from 1, at which each candidate stands in it. */
interface Block {
  readonly lines: readonly string[];
  readonly places: ReadonlyMap<string, LineRange>;
}

const noPlaces: ReadonlyMap<string, LineRange> = new Map();

function bodyOf(candidates: readonly TestCandidate[], style: TestStyle, options: CompositionOptions): Block {
  const units = [...new Set(candidates.map(({ unit }) => unit))];
  const blocks = units.map((unit) =>
    describeBlock(
      unit,
      candidates.filter((candidate) => candidate.unit === unit),
      style,
      options,
    ),
  );
  const prelude = options.probe ? [{ lines: probeFunction(style), places: noPlaces }] : [];
  return spaced([...prelude, ...blocks]);
}

function describeBlock(
  unit: string,
  tests: readonly TestCandidate[],
  style: TestStyle,
  options: CompositionOptions,
): Block {
  const end = style.semicolons ? ';' : '';
  const inner = spaced(tests.map((test) => testBlock(test, style, options)));
  const fixtures = new Set(tests.flatMap((test) => test.fixtures ?? []));
  const hooks = options.probe ? [] : fixtureLines(fixtures, unit, style);
  return {
    lines: [
      `describe(${quoted(unit, style.quote)}, () => {`,
      ...hooks.map((line) => indented(line, style.indent)),
      ...inner.lines.map((line) => indented(line, style.indent)),
      `})${end}`,
    ],
    places: movedBy(1 + hooks.length, inner.places),
  };
}

function testBlock(test: TestCandidate, style: TestStyle, options: CompositionOptions): Block {
  const arrow = test.isAsync ? 'async () => {' : '() => {';
  const own = test.bodyLines.flatMap((line) => line.split('\n'));
  // The probe runs a body many times where hooks run once.
  const lines = options.probe ? repeatableBody(own, new Set(test.fixtures), { unit: test.unit, style }) : own;
  const body = lines.map((line) => indented(line, style.indent));
  const call = testCall(test.title, style, {
    timeoutMs: options.timeoutMs,
    isExpectedToFail: options.isExpectedToFail?.(test) ?? false,
  });
  const [before, after] = options.probe
    ? [`() => ${probeName}(${quoted(test.id, style.quote)}, ${arrow}`, '})']
    : [arrow, '}'];
  const whole = [...call.comment, call.head + before, ...body, after + call.tail];
  return { lines: whole, places: new Map([[test.id, { startLine: 1, endLine: whole.length }]]) };
}

/** One after the other, with an empty line between them. */
function spaced(blocks: readonly Block[]): Block {
  const lines: string[] = [];
  const places = new Map<string, LineRange>();
  for (const block of blocks) {
    if (lines.length > 0) lines.push('');
    for (const [id, range] of movedBy(lines.length, block.places)) places.set(id, range);
    lines.push(...block.lines);
  }
  return { lines, places };
}

function movedBy(lines: number, places: ReadonlyMap<string, LineRange>): ReadonlyMap<string, LineRange> {
  return new Map(
    [...places].map(([id, { startLine, endLine }]) => [
      id,
      { startLine: startLine + lines, endLine: endLine + lines },
    ]),
  );
}

const probeName = 'runInsideCoverageProbe';

/**
 * Plain enough to be the same statement in both languages but for its types. The probe gets the global object that the test
 * sees: with Jest it is not the one of the process.
 */
function probeFunction({ language, semicolons, indent, quote }: TestStyle): readonly string[] {
  const end = semicolons ? ';' : '';
  const isTyped = language === 'typescript';
  const probeType = '((mark: string, body: () => unknown, realmGlobal: unknown) => unknown) | undefined';
  const holder = isTyped ? `(process as unknown as Record<string, ${probeType}>)` : 'process';
  const parameters = isTyped ? 'mark: string, body: () => unknown' : 'mark, body';
  const message = 'This file only runs under the coverage probe of Agentic QE Fleet.';
  return [
    `function ${probeName}(${parameters})${isTyped ? ': unknown' : ''} {`,
    `${indent}const probe = ${holder}[${quoted(probeKey, quote)}]${end}`,
    `${indent}if (!probe) throw new Error(${quoted(message, quote)})${end}`,
    `${indent}return probe(mark, body, globalThis)${end}`,
    '}',
  ];
}

function importText(parts: TestFileParts, style: TestStyle): string {
  return parts.imports.map((line) => formatImportLine(line, style)).join('\n');
}

function indented(line: string, indent: string): string {
  return line === '' ? '' : indent + line;
}
