import type { KillMap } from '../mutation/killMap';
import type { FileCoverage, SourcePosition, SourceSpan } from '../testing/coverage';

/**
 * Ids of the mutants that a new test can be credited with: not those that existing tests notice; and while there are existing tests
 * of which that is not known, not those in statements which existing tests execute.
 */
export function countedMutants(
  { mutants, killedBefore, unmeasuredTests }: KillMap,
  coveredBefore: FileCoverage | undefined,
): ReadonlySet<string> {
  const isUncertain = (span: SourceSpan): boolean =>
    unmeasuredTests.length > 0 && coveredBefore !== undefined && isExecuted(span, coveredBefore);
  return new Set(
    mutants.filter(({ id, span }) => !killedBefore.has(id) && !isUncertain(span)).map(({ id }) => id),
  );
}

/** Is the smallest statement around the span executed? */
function isExecuted(span: SourceSpan, { statements, statementHits }: FileCoverage): boolean {
  const around = [...statements.keys()].filter((index) => contains(statements[index], span));
  const smallest = around.reduce<number | undefined>(
    (best, index) => (best === undefined || contains(statements[best], statements[index]) ? index : best),
    undefined,
  );
  return smallest !== undefined && (statementHits[smallest] ?? 0) > 0;
}

function contains(outer: SourceSpan | undefined, inner: SourceSpan | undefined): boolean {
  return (
    outer !== undefined &&
    inner !== undefined &&
    compare(outer.start, inner.start) <= 0 &&
    compare(inner.end, outer.end) <= 0
  );
}

function compare(a: SourcePosition, b: SourcePosition): number {
  return a.line - b.line || a.column - b.column;
}
