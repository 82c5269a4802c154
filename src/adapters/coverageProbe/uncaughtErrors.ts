import type { MarkRecord } from '../../core/testing/probeRecords';

/**
 * Notes errors that nobody catches, on behalf of the body that ran last: the framework may end the run for them, or say nothing at all,
 * and in neither case whose they are.
 */
export class UncaughtErrors {
  private lastMark: string | undefined;

  constructor(private readonly write: (record: MarkRecord) => void) {
    // Before those of the framework, which may end the process.
    process.prependListener('unhandledRejection', (reason) => this.note(reason));
    process.prependListener('uncaughtExceptionMonitor', (error) => this.note(error));
  }

  enter(mark: string): void {
    this.lastMark = mark;
  }

  private note(reason: unknown): void {
    if (this.lastMark === undefined) return;
    const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : describe(reason);
    const [message = ''] = text.split('\n', 1);
    this.write({ kind: 'uncaught', mark: this.lastMark, message: message.slice(0, 300) });
  }
}

function describe(reason: unknown): string {
  try {
    // Errors of another realm are no instances of `Error` here.
    return String(reason);
  } catch {
    return 'something that cannot be shown';
  }
}
