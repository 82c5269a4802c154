import type { ImportLine } from '../../testing/languageAdapter';

export interface ImportStyle {
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
}

/**
 * The statement for an import, without a line break at its end; two statements on two lines where one cannot say it all
 * (a namespace beside names, or a required module beside names). A name `a as b` is bound to `b`.
 */
export function formatImportLine(line: ImportLine, style: ImportStyle): string {
  const clauses = line.style === 'import' ? importClauses(line) : requireTargets(line);
  const specifier = `${style.quote}${line.specifier}${style.quote}`;
  const end = style.semicolons ? ';' : '';
  if (clauses.length === 0)
    return line.style === 'import' ? `import ${specifier}${end}` : `require(${specifier})${end}`;
  return clauses
    .map((clause) =>
      line.style === 'import'
        ? `import ${clause} from ${specifier}${end}`
        : `const ${clause} = require(${specifier})${end}`,
    )
    .join('\n');
}

/**
 * One line per module and style, names in order and without repetition; Node's own modules first, then packages, then relative
 * ones. A second default or namespace name of one module gets a line of its own.
 */
export function mergeImportLines(lines: readonly ImportLine[]): readonly ImportLine[] {
  const merged: ImportLine[] = [];
  for (const line of lines) {
    const index = merged.findIndex((known) => canJoin(known, line));
    const known = merged[index];
    if (known) merged[index] = { ...known, ...line, names: sortedNames([...known.names, ...line.names]) };
    else merged.push({ ...line, names: sortedNames(line.names) });
  }
  return merged.sort((a, b) => specifierRank(a) - specifierRank(b) || compareTexts(a.specifier, b.specifier));
}

/** The local name that an entry of `ImportLine.names` binds, and the export it stands for. */
export function splitImportName(name: string): { readonly exported: string; readonly local: string } {
  const [exported = name, local = exported] = name.split(' as ');
  return { exported, local };
}

function importClauses(line: ImportLine): readonly string[] {
  const named = line.names.length > 0 ? [`{ ${line.names.join(', ')} }`] : [];
  const first = line.defaultName === undefined ? [] : [line.defaultName];
  if (line.namespaceName === undefined)
    return [[...first, ...named].join(', ')].filter((clause) => clause !== '');
  return [[...first, `* as ${line.namespaceName}`].join(', '), ...named];
}

function requireTargets(line: ImportLine): readonly string[] {
  // To `require`, the default and the namespace are one thing: the module.
  const whole = new Set([line.defaultName, line.namespaceName].filter((name) => name !== undefined));
  const properties = line.names.map((name) => {
    const { exported, local } = splitImportName(name);
    return exported === local ? local : `${exported}: ${local}`;
  });
  return [...whole, ...(properties.length > 0 ? [`{ ${properties.join(', ')} }`] : [])];
}

function canJoin(a: ImportLine, b: ImportLine): boolean {
  const agree = (left: string | undefined, right: string | undefined): boolean =>
    left === undefined || right === undefined || left === right;
  return (
    a.specifier === b.specifier &&
    a.style === b.style &&
    agree(a.defaultName, b.defaultName) &&
    agree(a.namespaceName, b.namespaceName)
  );
}

function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compareTexts);
}

function specifierRank(line: ImportLine): number {
  if (line.specifier.startsWith('node:')) return 0;
  return line.specifier.startsWith('.') ? 2 : 1;
}

/** By code units: the same on every machine, whatever its language. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
