/** One measurement against its target. The JSON of `npm run bench -- --json FILE` is a list of exactly these. */
export interface BenchRow {
  readonly suite: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value must not exceed (`at most`) or fall below (`at least`). */
  readonly target: { readonly bound: 'at most' | 'at least'; readonly value: number } | undefined;
  /** Undefined when there is no target. */
  readonly isHeld: boolean | undefined;
}

export function benchRow(
  suite: string,
  name: string,
  value: number,
  unit: string,
  bound?: 'at most' | 'at least',
  targetValue?: number,
): BenchRow {
  const target = bound && targetValue !== undefined ? { bound, value: targetValue } : undefined;
  const isHeld = target && (target.bound === 'at most' ? value <= target.value : value >= target.value);
  return { suite, name, value, unit, target, isHeld };
}

export type BenchSuite = () => Promise<readonly BenchRow[]>;
