import type { ProbePoint } from '../../testing/languageAdapter';
import type { LineRange } from '../moduleModel';
import { isInRange } from './pointLocation';

/** Counters that nothing has hit yet: where the search still has something to find. */
export class OpenPoints {
  private readonly open: Set<number>;

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

  /** Is there anything left in these lines? Without known lines there may be. */
  isLeftIn(range: LineRange | undefined): boolean {
    if (!range) return this.open.size > 0;
    for (const point of this.open) if (isInRange(range, this.points[point])) return true;
    return false;
  }
}
