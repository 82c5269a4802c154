import { unitAt, unitRanges } from '../coverageAnalysis/unitRanges';
import type { TestPlan } from '../generation/2-planTests';
import type { TestGap } from '../generation/candidate';
import type { KillMap } from './killMap';
import type { Mutant } from './mutant';

/** Of code that is shown in a sentence. */
const mostCharacters = 60;

/** What neither existing tests nor the given ones notice, from top to bottom. @param marks of tests that count as there */
export function survivors(
  { mutants, byTest, killedBefore }: KillMap,
  marks: readonly string[],
  { model, source }: Pick<TestPlan, 'model' | 'source'>,
): readonly TestGap[] {
  const killed = new Set(killedBefore);
  for (const mark of marks) for (const id of byTest.get(mark)?.killed ?? []) killed.add(id);
  const units = unitRanges(model, source);
  return mutants
    .filter(({ id }) => !killed.has(id))
    .map((mutant) => {
      const { line } = mutant.span.start;
      return { kind: 'mutant', unit: unitAt(line, units), line, description: describeMutant(mutant) };
    });
}

/** ``no test notices when `quantity < 0` becomes `quantity <= 0` (line 12)``. */
export function describeMutant({ original, replacement, span }: Mutant): string {
  const place = `(line ${span.start.line})`;
  return `no test notices when \`${shortened(original)}\` becomes \`${shortened(replacement)}\` ${place}`;
}

function shortened(code: string): string {
  const oneLine = code.replace(/\s+/g, ' ').trim();
  return oneLine.length > mostCharacters ? `${oneLine.slice(0, mostCharacters)}…` : oneLine;
}
