/** Counts events by whole seconds of a clock. Keeps two numbers however many events there are, and allocates nothing. */
export class ChunkRate {
  private second = Number.NEGATIVE_INFINITY;
  private inSecond = 0;
  private inSecondBefore = 0;

  /** Counts one event at `nowMs`. */
  count(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.second) {
      this.inSecondBefore = second === this.second + 1 ? this.inSecond : 0;
      this.inSecond = 0;
      this.second = second;
    }
    this.inSecond++;
  }

  /** Events in the last second that was over at `nowMs`. */
  perSecond(nowMs: number): number {
    const second = Math.floor(nowMs / 1000);
    if (second === this.second) return this.inSecondBefore;
    return second === this.second + 1 ? this.inSecond : 0;
  }
}
