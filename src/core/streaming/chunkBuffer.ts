import { BoundedText } from './boundedText';
import type { RunPart } from './runPart';

/** Characters of output that are joined in one chunk while there is no room for another. */
const maxJoinedCharacters = 64 * 1024;

/** A part with its number in the stream. */
export interface QueuedPart {
  readonly sequence: number;
  readonly part: RunPart;
}

interface Slot {
  readonly sequence: number;
  part: RunPart;
  /** Output that more was joined to. */
  joined: BoundedText | undefined;
}

/** The parts of one stream between its producer and whoever passes them on, numbered from 1 in the order of their arrival. */
export class ChunkBuffer {
  private readonly slots: (Slot | undefined)[];
  private head = 0;
  private count = 0;
  private lastSequence = 0;
  private newestProgress: Slot | undefined;
  private newestOutput: Slot | undefined;

  constructor(private readonly capacity: number) {
    this.slots = new Array<Slot | undefined>(capacity);
  }

  get length(): number {
    return this.count;
  }

  /** In [0, 1]. */
  get utilization(): number {
    return this.count / this.capacity;
  }

  /**
   * Takes a part. In a full buffer, progress replaces the newest progress and output is joined to the newest output.
   * @returns false when there is no room for it
   */
  add(part: RunPart): boolean {
    if (this.count === this.capacity) return this.merge(part);
    const slot: Slot = { sequence: ++this.lastSequence, part, joined: undefined };
    this.slots[(this.head + this.count) % this.capacity] = slot;
    this.count++;
    if (part.type === 'progress') this.newestProgress = slot;
    else if (part.type === 'output') this.newestOutput = slot;
    return true;
  }

  takeOldest(): QueuedPart | undefined {
    const slot = this.slots[this.head];
    if (!slot) return undefined;
    this.slots[this.head] = undefined;
    this.head = (this.head + 1) % this.capacity;
    this.count--;
    if (slot === this.newestProgress) this.newestProgress = undefined;
    else if (slot === this.newestOutput) this.newestOutput = undefined;
    if (!slot.joined) return slot;
    return { sequence: slot.sequence, part: { type: 'output', text: slot.joined.toString() } };
  }

  clear(): void {
    this.slots.fill(undefined);
    this.count = 0;
    this.newestProgress = undefined;
    this.newestOutput = undefined;
  }

  private merge(part: RunPart): boolean {
    if (part.type === 'progress') {
      const queued = this.newestProgress?.part;
      if (!this.newestProgress || queued?.type !== 'progress') return false;
      // What was reported must not go back; above all a 1 must not get lost.
      this.newestProgress.part = { ...part, fraction: Math.max(queued.fraction, part.fraction) };
      return true;
    }
    const slot = this.newestOutput;
    if (part.type !== 'output' || slot?.part.type !== 'output') return false;
    slot.joined ??= new BoundedText(slot.part.text, Math.max(maxJoinedCharacters, slot.part.text.length));
    slot.joined.append(part.text);
    return true;
  }
}
