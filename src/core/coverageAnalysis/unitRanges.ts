import type { LineRange, ModuleModel } from '../synthesis/moduleModel';

/** The unit of what lies in no exported function or class. */
export const moduleUnit = '(module)';

/** A part of a file that has a name. */
export interface UnitRange {
  /** `applyDiscount`, `ShoppingCart`, `ShoppingCart.add`. */
  readonly name: string;
  readonly range: LineRange;
}

/** The exported functions, classes and their methods, as they lie in the file. */
export function unitRanges(model: ModuleModel, source: string): readonly UnitRange[] {
  const lines = source.split('\n');
  return model.units.flatMap((unit) => {
    const own = { name: unit.name, range: unit.range };
    if (unit.kind === 'function') return [own];
    // The lines of an inherited method may be those of another file, where they would name whatever stands there in this one.
    const methods = unit.methods.filter(({ name, range }) => isNamedAt(range.startLine, name, lines));
    return [own, ...methods.map(({ name, range }) => ({ name: `${unit.name}.${name}`, range }))];
  });
}

/** Name of the smallest unit that a line lies in, or `(module)`. */
export function unitAt(line: number, units: readonly UnitRange[]): string {
  const [innermost] = units
    .filter(({ range }) => range.startLine <= line && line <= range.endLine)
    .sort((a, b) => lengthOf(a.range) - lengthOf(b.range));
  return innermost?.name ?? moduleUnit;
}

/** Does a method begin on this line, perhaps with its decorators? */
function isNamedAt(startLine: number, name: string, lines: readonly string[]): boolean {
  const words = (line: string): readonly string[] => line.split(/[^\p{ID_Continue}$]+/u);
  const first = lines
    .slice(startLine - 1)
    .find((line) => !line.trim().startsWith('@') || words(line).includes(name));
  return first !== undefined && words(first).includes(name);
}

function lengthOf({ startLine, endLine }: LineRange): number {
  return endLine - startLine;
}
