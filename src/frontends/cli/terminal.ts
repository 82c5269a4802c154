import type { Redact } from '../../base/redaction';

const defaultColumns = 80;

/** A stream to write to, and whether a person watches it. */
export interface Terminal {
  /** Takes the text in any case; false: its reader is behind, `drain` says when it has caught up. */
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Absent for one whose reader is never behind and never gone. */
  on?(event: 'drain' | 'error', listener: () => void): unknown;
}

/** The terminal, into which no secret gets whoever writes. */
export function redactedTerminal(terminal: Terminal, redact: Redact): Terminal {
  return {
    write: (text) => terminal.write(redact(text)),
    on: (event, listener) => terminal.on?.(event, listener),
    get isTTY() {
      return terminal.isTTY ?? false;
    },
    get columns() {
      return terminal.columns ?? defaultColumns;
    },
  };
}

/** Writes at the speed of the reader; when it is gone (`| head`), nothing is written any more. */
export class TerminalWriter {
  private isGone = false;
  private isHurried = false;
  private resumers: (() => void)[] = [];

  constructor(private readonly terminal: Terminal) {
    terminal.on?.('drain', () => this.resume());
    // Without a listener the broken pipe would end the process at once: with what the run has left behind, and the wrong exit code.
    terminal.on?.('error', () => {
      this.isGone = true;
      this.resume();
    });
  }

  get isTTY(): boolean {
    return this.terminal.isTTY ?? false;
  }

  /** Default: 80. */
  get columns(): number {
    return this.terminal.columns ?? defaultColumns;
  }

  /** Resolves when the reader can take more, or `stopWaiting` was called. */
  async write(text: string): Promise<void> {
    if (this.isGone || this.terminal.write(text) !== false || !this.terminal.on || this.isHurried) return;
    await new Promise<void>((resolve) => {
      this.resumers.push(resolve);
    });
  }

  /** From now on what is written is left to the reader, who may never come for it. */
  stopWaiting(): void {
    this.isHurried = true;
    this.resume();
  }

  private resume(): void {
    const waiting = this.resumers;
    this.resumers = [];
    for (const resume of waiting) resume();
  }
}
