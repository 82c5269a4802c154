import type { TestStyle } from '../../generation/candidate';
import type { ExportedNames } from '../exportedNames';
import { dialectOf } from './assertionText';
import { statementLines } from './testBody';

/** More names than that do not fit into a title. */
const mostNamed = 6;

/** The statement of a test of which names a module exports. */
export function exportedNamesLines({ actual, expected }: ExportedNames, style: TestStyle): readonly string[] {
  const assertion = dialectOf(style).value(
    { code: actual, awaits: false },
    { kind: 'expressible', code: expected, isPrimitive: false },
  );
  return statementLines(assertion, style);
}

/** `exports area, perimeter and volume` */
export function titleOfExportedNames({ names }: ExportedNames): string {
  if (names.length > mostNamed) return `exports ${names.length} names`;
  const last = names.at(-1) ?? '';
  return names.length === 1 ? `exports ${last}` : `exports ${names.slice(0, -1).join(', ')} and ${last}`;
}
