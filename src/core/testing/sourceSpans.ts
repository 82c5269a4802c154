import type { SourcePosition, SourceSpan } from './coverage';

/** Negative when `a` comes first. */
export function comparePositions(a: SourcePosition, b: SourcePosition): number {
  return a.line - b.line || a.column - b.column;
}

/** Does `inner` lie in `outer`, or have the same place? */
export function isWithin(inner: SourceSpan, outer: SourceSpan): boolean {
  return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}

export function isHit(hits: readonly number[], index: number): boolean {
  return (hits[index] ?? 0) > 0;
}
