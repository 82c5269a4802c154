import type { ImportLine } from '../testing/languageAdapter';
import type { TestCandidate } from './candidate';
import type { Rejection } from './rejection';

/** One file knows one thing by one name: candidates by whether most of them mean the same by the names that they import. */
export interface ImportGroups {
  readonly compatible: readonly TestCandidate[];
  readonly conflicting: ReadonlyMap<TestCandidate, Rejection>;
}

/** @param earlier tests that have passed, whose meaning of names counts as well */
export function groupByImports(
  candidates: readonly TestCandidate[],
  earlier: readonly TestCandidate[] = [],
): ImportGroups {
  const usual = usualMeanings([...earlier, ...candidates]);
  const conflicting = new Map<TestCandidate, Rejection>();
  for (const candidate of candidates) {
    for (const [local, meaning] of meaningsIn(candidate)) {
      const other = usual.get(local);
      if (other === undefined || other === meaning || conflicting.has(candidate)) continue;
      const detail = `It imports ${local} as ${meaning}, which is ${other} in the other tests of the file.`;
      conflicting.set(candidate, { reason: 'failed', detail });
    }
  }
  return { compatible: candidates.filter((one) => !conflicting.has(one)), conflicting };
}

/** What most tests mean by each imported name; of two that are as frequent, the one that came first. */
function usualMeanings(candidates: readonly TestCandidate[]): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const candidate of candidates) {
    for (const [local, meaning] of meaningsIn(candidate)) {
      const ofName = counts.get(local) ?? new Map<string, number>();
      counts.set(local, ofName);
      ofName.set(meaning, (ofName.get(meaning) ?? 0) + 1);
    }
  }
  return new Map(
    [...counts].map(([local, ofName]) => {
      const [[meaning] = ['']] = [...ofName].sort(([, a], [, b]) => b - a);
      return [local, meaning];
    }),
  );
}

/** By local name: `add of ./cart`, `the default of ./cart`. */
function meaningsIn({ imports }: TestCandidate): readonly (readonly [string, string])[] {
  return imports.flatMap((line) => meaningsOf(line));
}

function meaningsOf({
  specifier,
  style,
  names,
  defaultName,
  namespaceName,
}: ImportLine): readonly (readonly [string, string])[] {
  const whole = style === 'require' ? 'all' : 'the default';
  return [
    ...names.map((name) => {
      const [exported = name, local = exported] = name.split(' as ');
      return [local, `${exported} of ${specifier}`] as const;
    }),
    ...(defaultName === undefined ? [] : [[defaultName, `${whole} of ${specifier}`] as const]),
    ...(namespaceName === undefined ? [] : [[namespaceName, `all of ${specifier}`] as const]),
  ];
}
