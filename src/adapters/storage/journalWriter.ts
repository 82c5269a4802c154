import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../base/clock';
import { hasCode, syncFolder } from './durableFile';
import { createSegmentName } from './journalSegment';

interface Segment {
  readonly name: string;
  readonly path: string;
  readonly file: FileHandle;
}

interface PendingLine {
  /** Empty for a request to end the segment. */
  readonly line: string;
  resolve(): void;
  reject(error: unknown): void;
}

/** Appends lines to segments of its own, which no other process writes. Lines that wait together share one write and sync. */
export class JournalWriter {
  private segment: Segment | undefined;
  private readonly retired = new Set<string>();
  private pending: PendingLine[] = [];
  private isFlushing = false;
  /** Lines made durable so far. */
  lineCount = 0;

  /** @param folder of the segments; created by the first append. */
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the line (newline included) is on disk. After a failure it may be there or not. */
  append(line: string): Promise<void> {
    return this.enqueue(line);
  }

  /** Resolves when all that was appended before is settled and its segment closed; later lines go to a new one. */
  finishSegment(): Promise<void> {
    return this.enqueue('');
  }

  /** Will this writer never again write to the segment? False for those of other writers. */
  hasFinished(name: string): boolean {
    return this.retired.has(name);
  }

  private enqueue(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.pending.push({ line, resolve, reject });
      if (this.isFlushing) return;
      this.isFlushing = true;
      void this.flush();
    });
  }

  /** Never rejects. `isFlushing` falls in the same turn in which `pending` was seen empty: no line can be forgotten. */
  private async flush(): Promise<void> {
    while (this.pending.length > 0) {
      const batch = this.pending;
      this.pending = [];
      const lines = batch.filter(({ line }) => line !== '');
      try {
        if (lines.length > 0) await this.write(Buffer.from(lines.map(({ line }) => line).join('')));
        if (lines.length < batch.length) await this.retire();
        this.lineCount += lines.length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        // Half a line may be on disk; nothing may ever follow it in the same file.
        await this.retire();
        for (const { line, resolve, reject } of batch) {
          if (line === '') resolve();
          else reject(error);
        }
      }
    }
    this.isFlushing = false;
  }

  private async write(bytes: Buffer): Promise<void> {
    const isInPlace = await this.writeToSegment(bytes);
    // Somebody removed or moved the journal under us: what was written is out of everybody's sight.
    if (!isInPlace && !(await this.writeToSegment(bytes))) {
      throw new Error(`What is written to ${this.folder} disappears`);
    }
  }

  private async writeToSegment(bytes: Buffer): Promise<boolean> {
    this.segment ??= await this.openSegment();
    const { file, path } = this.segment;
    await file.appendFile(bytes);
    await file.datasync();
    try {
      await stat(path);
      return true;
    } catch (error) {
      if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
      await this.retire();
      return false;
    }
  }

  private async openSegment(): Promise<Segment> {
    const firstCreated = await mkdir(this.folder, { recursive: true });
    const name = createSegmentName(this.clock.now());
    const path = join(this.folder, name);
    const file = await open(path, 'ax');
    try {
      await syncFolder(this.folder);
      if (firstCreated !== undefined) {
        await syncFolder(dirname(this.folder));
        await syncFolder(dirname(firstCreated));
      }
    } catch (error) {
      await file.close();
      throw error;
    }
    return { name, path, file };
  }

  private async retire(): Promise<void> {
    const { segment } = this;
    if (!segment) return;
    this.segment = undefined;
    this.retired.add(segment.name);
    try {
      await segment.file.close();
    } catch {
      // What was acknowledged had been synced before: nothing hangs on this.
    }
  }
}
