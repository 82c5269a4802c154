import type { Logger } from '../../src/base/logger';

/** Keeps what was logged, as `level: message`, for a test to look at. */
export class RecordingLogger implements Logger {
  readonly entries: string[] = [];
  readonly details: (Readonly<Record<string, unknown>> | undefined)[] = [];

  debug(message: string, details?: Readonly<Record<string, unknown>>): void {
    this.record(`debug: ${message}`, details);
  }

  info(message: string, details?: Readonly<Record<string, unknown>>): void {
    this.record(`info: ${message}`, details);
  }

  warn(message: string, details?: Readonly<Record<string, unknown>>): void {
    this.record(`warn: ${message}`, details);
  }

  error(message: string, details?: Readonly<Record<string, unknown>>): void {
    this.record(`error: ${message}`, details);
  }

  private record(entry: string, details: Readonly<Record<string, unknown>> | undefined): void {
    this.entries.push(entry);
    this.details.push(details);
  }
}
