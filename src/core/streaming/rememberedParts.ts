import { EntryQueue } from './entryQueue';
import type { RunPart, SequencedPart } from './runPart';

export interface MemoryLimits {
  /** Parts of one run that are remembered. */
  readonly maxEntries: number;
  /** Characters in the remembered output, test texts and progress messages of one run. */
  readonly maxOutputCharacters: number;
}

/**
 * What is remembered of one run, for readers that are behind and for those that come late. When it is too much, the oldest
 * output, test text and progress go first, because everything else is needed to draw the run.
 */
export class RememberedParts {
  private readonly lasting = new EntryQueue();
  private readonly fleeting = new EntryQueue();
  private fleetingCharacters = 0;
  private hasFinalProgress = false;

  constructor(private readonly limits: MemoryLimits) {}

  add(entry: SequencedPart): void {
    if (this.isLasting(entry.part)) {
      this.lasting.push(entry);
    } else {
      this.fleeting.push(entry);
      this.fleetingCharacters += charactersOf(entry.part);
    }
    this.trim();
  }

  /** Reads from the first remembered part whose `seq` is above the given one. */
  cursorAfter(seq: number): PartCursor {
    return new PartCursor(this.lasting, this.fleeting, seq);
  }

  private isLasting(part: RunPart): boolean {
    if (part.type === 'output' || part.type === 'test-code') return false;
    if (part.type !== 'progress') return true;
    if (part.fraction < 1 || this.hasFinalProgress) return false;
    this.hasFinalProgress = true;
    return true;
  }

  private trim(): void {
    const { maxEntries, maxOutputCharacters } = this.limits;
    while (this.fleetingCharacters > maxOutputCharacters && this.fleeting.length > 1) this.dropFleeting();
    // Some of the newest output stays also in a run that is long in everything else: readers at work want to see it.
    const leastFleeting = Math.floor(maxEntries / 10);
    while (this.lasting.length + this.fleeting.length > maxEntries) {
      if (this.fleeting.length > leastFleeting) this.dropFleeting();
      else this.lasting.dropOldest();
    }
  }

  private dropFleeting(): void {
    const dropped = this.fleeting.dropOldest();
    if (dropped) this.fleetingCharacters -= charactersOf(dropped.part);
  }
}

/** A place in what is remembered. It holds no part itself, so one that is left alone costs nothing. */
export class PartCursor {
  private lastingIndex: number;
  private fleetingIndex: number;

  constructor(
    private readonly lasting: EntryQueue,
    private readonly fleeting: EntryQueue,
    afterSeq: number,
  ) {
    this.lastingIndex = lasting.indexAfter(afterSeq);
    this.fleetingIndex = fleeting.indexAfter(afterSeq);
  }

  /** The next remembered part, which the cursor then has passed; undefined when there is none yet. */
  next(): SequencedPart | undefined {
    this.lastingIndex = Math.max(this.lastingIndex, this.lasting.firstIndex);
    this.fleetingIndex = Math.max(this.fleetingIndex, this.fleeting.firstIndex);
    const lasting = this.lasting.at(this.lastingIndex);
    const fleeting = this.fleeting.at(this.fleetingIndex);
    if (lasting && (!fleeting || lasting.seq < fleeting.seq)) {
      this.lastingIndex++;
      return lasting;
    }
    if (fleeting) this.fleetingIndex++;
    return fleeting;
  }
}

function charactersOf(part: RunPart): number {
  switch (part.type) {
    case 'output':
      return part.text.length;
    case 'test-code':
      return part.code.length;
    case 'progress':
      return part.message.length;
    default:
      return 0;
  }
}
