import type { SequencedPart } from './runPart';

/** Parts in order, with numbers that stay valid while the oldest ones are dropped; everything but a search takes constant time. */
export class EntryQueue {
  private readonly items: (SequencedPart | undefined)[] = [];
  private head = 0;
  /** Items that are not in the array any more. */
  private removedCount = 0;

  get length(): number {
    return this.items.length - this.head;
  }

  /** Number of the oldest item; that of the next one to be added when there is none. */
  get firstIndex(): number {
    return this.removedCount + this.head;
  }

  push(entry: SequencedPart): void {
    this.items.push(entry);
  }

  /** Undefined for numbers that were dropped or not given yet. */
  at(index: number): SequencedPart | undefined {
    return this.items[index - this.removedCount];
  }

  dropOldest(): SequencedPart | undefined {
    const oldest = this.items[this.head];
    if (!oldest) return undefined;
    this.items[this.head++] = undefined;
    // Moving the rest when half of the array is empty costs each item one move at most.
    if (this.head >= 64 && this.head * 2 >= this.items.length) {
      this.items.splice(0, this.head);
      this.removedCount += this.head;
      this.head = 0;
    }
    return oldest;
  }

  /** Number of the first item whose `seq` is above the given one. */
  indexAfter(seq: number): number {
    let low = this.head;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.items[middle]?.seq ?? 0) > seq) high = middle;
      else low = middle + 1;
    }
    return this.removedCount + low;
  }
}
