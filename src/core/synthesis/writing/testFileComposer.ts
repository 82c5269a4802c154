import type { TestCandidate, TestStyle } from '../../generation/candidate';
import type { TestFileParts } from '../../testing/languageAdapter';
import { probeKey } from '../../testing/testProbe';
import { quoted } from './expressionText';
import { formatImportLine, mergeImportLines } from './importLines';

export interface CompositionOptions {
  /** Each body runs inside the coverage probe, marked with the candidate's id; titles are the same as without. */
  readonly probe: boolean;
}

/** A test file of the candidates: one `describe` per unit, in the order in which units first occur. */
export function composeTestFile(
  candidates: readonly TestCandidate[],
  style: TestStyle,
  options: CompositionOptions,
): TestFileParts {
  const units = [...new Set(candidates.map(({ unit }) => unit))];
  const blocks = units.map((unit) =>
    describeBlock(
      unit,
      candidates.filter((candidate) => candidate.unit === unit),
      style,
      options,
    ),
  );
  const prelude = options.probe ? [probeFunction(style)] : [];
  return {
    imports: mergeImportLines(candidates.flatMap(({ imports }) => imports)),
    body: [...prelude, ...blocks].join('\n\n'),
  };
}

/** The text of the file, with a line break at its end. */
export function renderTestFile(parts: TestFileParts, style: TestStyle): string {
  const imports = parts.imports.map((line) => formatImportLine(line, style)).join('\n');
  return `${[imports, parts.body].filter((part) => part !== '').join('\n\n')}\n`;
}

function describeBlock(
  unit: string,
  tests: readonly TestCandidate[],
  style: TestStyle,
  options: CompositionOptions,
): string {
  const end = style.semicolons ? ';' : '';
  const blocks = tests.map((test) =>
    testBlock(test, style, options)
      .map((line) => indented(line, style.indent))
      .join('\n'),
  );
  return [`describe(${quoted(unit, style.quote)}, () => {`, blocks.join('\n\n'), `})${end}`].join('\n');
}

function testBlock(test: TestCandidate, style: TestStyle, { probe }: CompositionOptions): string[] {
  const end = style.semicolons ? ';' : '';
  const arrow = test.isAsync ? 'async () => {' : '() => {';
  const title = quoted(test.title, style.quote);
  const body = test.bodyLines.map((line) => indented(line, style.indent));
  if (!probe) return [`it(${title}, ${arrow}`, ...body, `})${end}`];
  return [`it(${title}, () => ${probeName}(${quoted(test.id, style.quote)}, ${arrow}`, ...body, `}))${end}`];
}

const probeName = 'runInsideCoverageProbe';

/** Plain enough to be the same statement in both languages but for its types. */
function probeFunction({ language, semicolons, indent, quote }: TestStyle): string {
  const end = semicolons ? ';' : '';
  const isTyped = language === 'typescript';
  const probeType = '((mark: string, body: () => unknown) => unknown) | undefined';
  const holder = isTyped ? `(process as unknown as Record<string, ${probeType}>)` : 'process';
  const parameters = isTyped ? 'mark: string, body: () => unknown' : 'mark, body';
  const message = 'This file only runs under the coverage probe of Agentic QE Fleet.';
  return [
    `function ${probeName}(${parameters})${isTyped ? ': unknown' : ''} {`,
    `${indent}const probe = ${holder}[${quoted(probeKey, quote)}]${end}`,
    `${indent}if (!probe) throw new Error(${quoted(message, quote)})${end}`,
    `${indent}return probe(mark, body)${end}`,
    '}',
  ].join('\n');
}

function indented(line: string, indent: string): string {
  return line === '' ? '' : indent + line;
}
