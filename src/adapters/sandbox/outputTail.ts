import type { Readable } from 'node:stream';

const keptCharacters = 8192;

/** Drains streams for ever and keeps the end of what they said, at most 8192 characters. */
export class OutputTail {
  private kept = '';

  drain(stream: Readable | null): void {
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      this.kept = (this.kept + chunk).slice(-keptCharacters);
    });
    // A pipe that breaks when its process is killed says nothing new.
    stream?.on('error', () => {});
  }

  get text(): string {
    return this.kept;
  }

  /** The last lines that are not empty, joined with ` | `; at most `count`. */
  lastLines(count: number): string {
    const lines = this.kept.split(/\r?\n/).map((line) => line.trim());
    return lines
      .filter((line) => line !== '')
      .slice(-count)
      .join(' | ')
      .slice(0, 400);
  }
}
