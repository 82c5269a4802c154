import type { TestStyle } from '../../generation/candidate';
import type { ExportedNames } from '../exportedNames';
import { assertDialect, expectDialect } from './assertionText';
import { layOutExpression } from './expressionLayout';
import { requoted } from './expressionText';

/** Columns of a test file, less the usual two levels of indentation around a body. */
const lineWidth = 96;
/** More names than that do not fit into a title. */
const mostNamed = 6;

/** The statement of a test of which names a module exports. */
export function exportedNamesLines({ actual, expected }: ExportedNames, style: TestStyle): readonly string[] {
  const { framework, indent, quote, semicolons } = style;
  const dialect = framework === 'vitest' || framework === 'jest' ? expectDialect : assertDialect;
  const assertion = dialect.value(
    { code: actual, awaits: false },
    { kind: 'expressible', code: expected, isPrimitive: false },
  );
  const end = semicolons ? ';' : '';
  const text = layOutExpression(requoted(assertion, quote), end.length, { width: lineWidth, indent });
  return `${text}${end}`.split('\n');
}

/** `exports area, perimeter and volume` */
export function titleOfExportedNames({ names }: ExportedNames): string {
  if (names.length > mostNamed) return `exports ${names.length} names`;
  const last = names.at(-1) ?? '';
  return names.length === 1 ? `exports ${last}` : `exports ${names.slice(0, -1).join(', ')} and ${last}`;
}
