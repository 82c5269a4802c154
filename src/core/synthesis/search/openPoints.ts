import type { ProbePoint } from '../../testing/languageAdapter';
import type { LineRange } from '../moduleModel';
import { isInRange } from './pointLocation';

/** Counters that nothing has hit yet: where the search still has something to find. */
export class OpenPoints {
  private readonly open: Set<number>;
  /** By range: what was open in it when so many were. */
  private readonly byRange = new Map<LineRange, { readonly of: number; readonly left: readonly number[] }>();

  constructor(
    private readonly points: readonly ProbePoint[],
    loadedPoints: readonly number[],
  ) {
    this.open = new Set(points.keys());
    this.close(loadedPoints);
  }

  close(points: readonly number[]): void {
    for (const point of points) this.open.delete(point);
  }

  /** Is any of the points still open, outside of these lines? */
  isOpenOutside(ranges: readonly LineRange[], points: readonly number[]): boolean {
    return points.some(
      (point) => this.open.has(point) && !ranges.some((range) => isInRange(range, this.points[point])),
    );
  }

  /** Is there anything left in these lines? Without known lines there may be. */
  isLeftIn(range: LineRange | undefined): boolean {
    const { size } = this.open;
    if (!range) return size > 0;
    const known = this.byRange.get(range);
    if (known?.of === size) return known.left.length > 0;
    const left = known
      ? known.left.filter((point) => this.open.has(point))
      : [...this.open].filter((point) => isInRange(range, this.points[point]));
    this.byRange.set(range, { of: size, left });
    return left.length > 0;
  }
}
