import { moduleUnit, type UnitRange } from './unitRanges';

/**
 * The text of a unit without the units inside of it, so that it can be measured by itself: a method stands in a class or object
 * of its own. `(module)` is what is in no unit.
 */
export function unitText(name: string, units: readonly UnitRange[], source: string): string {
  const lines = source.split('\n');
  const own = name === moduleUnit ? [wholeOf(lines)] : units.filter((unit) => unit.name === name);
  const texts = own.map(({ range }) => {
    const inner = units.filter((unit) => unit.name !== name && isInside(unit, range));
    return lines
      .slice(range.startLine - 1, range.endLine)
      .map((line, index) => (inner.some((unit) => hasLine(unit, range.startLine + index)) ? '' : line))
      .join('\n');
  });
  const owner = units.find((unit) => name.startsWith(`${unit.name}.`));
  if (!owner) return texts.join('\n');
  const [start, end] = isClass(owner, lines) ? ['class Owner {', '}'] : ['({', '})'];
  return [start, ...texts, end].join('\n');
}

function wholeOf(lines: readonly string[]): Pick<UnitRange, 'range'> {
  return { range: { startLine: 1, endLine: lines.length } };
}

function isInside(
  { range: inner }: UnitRange,
  outer: { readonly startLine: number; readonly endLine: number },
): boolean {
  return outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
}

function hasLine({ range }: UnitRange, line: number): boolean {
  return range.startLine <= line && line <= range.endLine;
}

/** Not an object of functions. */
function isClass({ range }: UnitRange, lines: readonly string[]): boolean {
  const head =
    lines
      .slice(range.startLine - 1, range.endLine)
      .join('\n')
      .split('{', 1)[0] ?? '';
  return /\bclass\b/.test(head);
}
