import type { RunPart } from '../../core/streaming/runPart';
import { type Terminal, TerminalWriter } from './terminal';

export interface TextReporterOptions {
  /** Receives progress and notices. */
  readonly talk: Terminal;
  /** Prints what the test runners print, too. */
  readonly isVerbose: boolean;
}

const clearLine = '\r\u001b[K';

/** Tells people what happens in a run: on a terminal by one status line that moves, otherwise by a plain line per event. */
export class TextReporter {
  private readonly talk: TerminalWriter;
  private hasStatusLine = false;

  constructor(private readonly options: TextReporterOptions) {
    this.talk = new TerminalWriter(options.talk);
  }

  /** Resolves when the reader can take the next part: whoever waits for it makes the run as slow as `less` wants it. */
  async report(part: RunPart): Promise<void> {
    if (part.type === 'finish') return await this.clearStatus();
    if (part.type === 'progress') await this.status(`${Math.round(part.fraction * 100)} % ${part.message}`);
    const line = this.lineFor(part);
    if (line !== undefined) await this.say(line);
  }

  /** Keeps nobody waiting any more, though the reader may be behind for good. */
  stopWaiting(): void {
    this.talk.stopWaiting();
  }

  /** Undefined for what the result shows together at the end. */
  private lineFor(part: RunPart): string | undefined {
    switch (part.type) {
      case 'agent-start':
        return `Agent ${part.agentType} started`;
      case 'restart':
        return `Note: Started again (attempt ${part.attempt}): ${part.reason}`;
      case 'model-selected':
        return `Model ${part.modelName}: ${part.reason}`;
      case 'stage-start':
        return `[${part.stage}] ${part.message}`;
      case 'test-proposed':
        return `  proposed  ${part.unit} › ${part.title}`;
      case 'output':
        return this.options.isVerbose ? part.text.trimEnd() : undefined;
      case 'notice':
        return `Note: ${part.message}`;
      case 'target-failed':
        return `Failed: ${part.failure.message}`;
      case 'file-written':
        return `Wrote ${part.path}`;
      case 'error':
        return `Error: ${part.message}${part.hint ? ` ${part.hint}` : ''}`;
      case 'abort':
        return 'Cancelled. Nothing was left behind.';
      default:
        return undefined;
    }
  }

  private async say(line: string): Promise<void> {
    await this.clearStatus();
    await this.talk.write(`${line}\n`);
  }

  private async status(text: string): Promise<void> {
    const { talk } = this;
    if (!talk.isTTY) return;
    this.hasStatusLine = true;
    await talk.write(`${clearLine}${text.slice(0, talk.columns - 1)}`);
  }

  private async clearStatus(): Promise<void> {
    if (!this.hasStatusLine) return;
    this.hasStatusLine = false;
    await this.talk.write(clearLine);
  }
}
