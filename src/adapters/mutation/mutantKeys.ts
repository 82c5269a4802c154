import { createHash } from 'node:crypto';
import type { Mutant } from '../../core/mutation/mutant';
import type { WorkspacePath } from '../../core/testing/workspace';

/** Gives each mutant of a file its key: what changes, in a line of what text, and the how-manieth of these it is. */
export class MutantKeys {
  private readonly counts = new Map<string, number>();

  constructor(private readonly file: WorkspacePath) {}

  /** @param line the whole line of the source that the mutant begins in */
  next({ operator, original, replacement }: Omit<Mutant, 'key'>, line: string): string {
    const change = JSON.stringify(
      [original, replacement, line.trim()].map((text) => text.replaceAll('\r', '')),
    );
    const hash = createHash('sha256').update(change).digest('hex').slice(0, 12);
    const key = `${this.file}:${operator}:${hash}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count === 1 ? key : `${key}:${count}`;
  }
}
