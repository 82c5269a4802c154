import fs from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

// Kept from before anything is blocked, or replaced by what is tested.
const { openSync, writeSync, closeSync } = fs;
const { stringify } = JSON;

/** Lines of JSON that are in the file when `write` returns, whatever becomes of the process. */
export class RecordFile<T> {
  private readonly path: string;
  private descriptor: number | undefined;

  /** @param suffix ends the name of the file, which is this thread's own and is created with the first record */
  constructor(folder: string, suffix: string) {
    this.path = join(folder, `${process.pid}-${threadId}-${Date.now()}${suffix}`);
  }

  write(record: T): void {
    this.descriptor ??= openSync(this.path, 'a');
    writeSync(this.descriptor, `${stringify(record)}\n`);
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}
