import type { TestStyle } from '../../generation/candidate';
import type { ImportLine } from '../../testing/languageAdapter';
import { arbitraryOf } from '../oracles/properties/propertySamples';
import type { HeldProperty } from '../oracles/properties/propertyTrial';
import { dialectOf } from './assertionText';
import { layOutExpression } from './expressionLayout';
import { requoted } from './expressionText';

/** Columns of a test file, less the usual two levels of indentation around a body. */
const lineWidth = 96;
/** Always the same values: a test that fails now and then is worse than none. */
const fixedSeed = 1;

/** The statements of a test of a law: over many values where the project has fast-check, else for one. */
export function propertyLines(property: HeldProperty, style: TestStyle): readonly string[] {
  const { parameters, numbers, example } = property;
  const end = style.semicolons ? ';' : '';
  const assertion = requoted(assertionOf(property, style), style.quote);
  const constants = parameters.map(({ name }, index) =>
    laidOut(requoted(`const ${name} = ${example[index] ?? 'undefined'}`, style.quote), style),
  );
  if (!style.hasFastCheck)
    return [...constants, '', laidOut(assertion, style)].flatMap((line) =>
      line === '' ? [''] : `${line}${end}`.split('\n'),
    );
  const arbitraries = parameters.map(({ shape }) => requoted(arbitraryOf(shape, numbers), style.quote));
  const names = parameters.map(({ name }) => name).join(', ');
  const { indent } = style;
  return [
    'fc.assert(',
    `${indent}fc.property(${arbitraries.join(', ')}, (${names}) => {`,
    `${indent.repeat(2)}${assertion}${end}`,
    `${indent}}),`,
    `${indent}{ seed: ${fixedSeed} },`,
    `)${end}`,
  ];
}

/** fast-check, where the test needs it. */
export function propertyImports({ hasFastCheck, moduleStyle }: TestStyle): readonly ImportLine[] {
  return hasFastCheck ? [{ specifier: 'fast-check', style: moduleStyle, defaultName: 'fc', names: [] }] : [];
}

function assertionOf({ actual, expected, isPrimitive }: HeldProperty, style: TestStyle): string {
  return dialectOf(style).value(
    { code: actual, awaits: false },
    { kind: 'expressible', code: expected, isPrimitive },
  );
}

function laidOut(code: string, { indent, semicolons }: TestStyle): string {
  return layOutExpression(code, semicolons ? 1 : 0, { width: lineWidth, indent });
}
