import type { WorkedExample } from '../moduleModel';
import type { TestableUnit } from '../search/testableUnit';
import { piecesOf } from '../writing/expressionText';

/** How the text of an example has to be changed so that it means the exports of the module under test. */
export interface ExampleNames {
  /** Local names of the units it uses. */
  readonly units: readonly TestableUnit[];
  readonly renamed: (code: string) => string;
}

/** Finds out which units the names of an example stand for; undefined when one of them is of somewhere else. */
export function namesOf(
  { bindings, code, setup }: WorkedExample,
  units: readonly TestableUnit[],
): ExampleNames | undefined {
  const text = [...setup.map((statement) => statement.code), code].join('\n');
  const replacements: [from: RegExp, to: string][] = [];
  const used = new Set<TestableUnit>();
  for (const [local, exported] of Object.entries(bindings)) {
    const unit = unitNamed(exported, local, units);
    if (unit) {
      used.add(unit);
      if (unit.localName !== local) replacements.push([wordOf(local), unit.localName]);
      continue;
    }
    const members = [...new Set(membersOf(local, text))];
    const found = members.map((member) => units.find(({ exportName }) => exportName === member));
    if (members.length === 0 || found.includes(undefined)) return undefined;
    for (const member of found) if (member) used.add(member);
    replacements.push([new RegExp(`(?<![\\w$.])${escaped(local)}\\.(?=[\\w$])`, 'g'), '']);
  }
  const renamed = (written: string): string =>
    piecesOf(written)
      .map(({ kind, text: piece }) =>
        kind === 'code'
          ? replacements.reduce((changed, [from, to]) => changed.replace(from, () => to), piece)
          : piece,
      )
      .join('');
  return { units: [...used], renamed };
}

function unitNamed(
  exported: string,
  local: string,
  units: readonly TestableUnit[],
): TestableUnit | undefined {
  if (exported === '*' || exported === 'default')
    return units.find(({ exportName }) => exportName === 'default');
  return units.find(({ exportName, localName, name }) =>
    exported === local ? [exportName, localName, name].includes(exported) : exportName === exported,
  );
}

/** `mean` and `sum` of `stats.mean(stats.sum(…))`; none when the name also stands alone. */
function membersOf(local: string, text: string): readonly string[] {
  const code = piecesOf(text)
    .map(({ kind, text: piece }) => (kind === 'code' ? piece : "''"))
    .join('');
  const members = [...code.matchAll(new RegExp(`(?<![\\w$.])${escaped(local)}\\.([\\w$]+)`, 'g'))];
  const uses = code.match(wordOf(local))?.length ?? 0;
  return uses === members.length ? members.map(([, member = '']) => member) : [];
}

function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])(?!\\s*:)`, 'g');
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}
