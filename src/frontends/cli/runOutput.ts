import type { RunResult } from '../../core/fleet/fleetRun';
import type { TaskSummary } from '../../core/fleet/task';
import { isTerminal, type SequencedPart } from '../../core/streaming/runPart';
import type { CliHost } from './cliHost';
import {
  type CommandName,
  type CommandRecord,
  failedRecord,
  finishedRecord,
  schemaVersion,
  toJsonText,
  toResultLine,
} from './commandRecord';
import { type CoverageOutput, renderCoverageResult } from './coverageOptions';
import { writeOutputFile } from './outputFile';
import { renderResult } from './renderResult';
import { toEventLine } from './runFormat';
import { TerminalWriter } from './terminal';
import { TextReporter } from './textReporter';

export interface RunOutputOptions {
  readonly command: CommandName;
  readonly format: CoverageOutput;
  /** Absolute path of the file that gets the data instead of stdout. */
  readonly file: string | undefined;
  readonly isVerbose: boolean;
  readonly host: Pick<CliHost, 'stdout' | 'stderr'>;
}

/** Writes a run where and as the command line wants it: data to stdout or a file, talk to stderr. */
export class RunOutput {
  private readonly talk: TextReporter;
  private readonly data: TerminalWriter;
  /** What goes into the file, which is written as a whole. */
  private lines = '';

  constructor(private readonly options: RunOutputOptions) {
    const { host, isVerbose } = options;
    this.talk = new TextReporter({ talk: host.stderr, isVerbose });
    this.data = new TerminalWriter(host.stdout);
  }

  /** Resolves when the readers can take the next part: whoever waits for it makes the run as slow as `less` wants it. */
  async report(entry: SequencedPart): Promise<void> {
    await this.talk.report(entry.part);
    // How it ended is in the record.
    if (this.options.format !== 'ndjson' || isTerminal(entry.part)) return;
    const line = toEventLine(entry);
    if (this.options.file === undefined) await this.data.write(line);
    else this.lines += line;
  }

  /** Writes the result. @throws AbortError while the pipe that the file is has no reader; what writing it throws */
  async finish(result: RunResult, exitCode: number, signal: AbortSignal): Promise<void> {
    const text = this.textOf(result, exitCode);
    if (text === undefined) return;
    const { file } = this.options;
    if (file === undefined) await this.data.write(text);
    else await writeOutputFile(file, this.lines + text, signal);
  }

  /** Keeps nobody waiting any more, though a reader may be behind for good. */
  stopWaiting(): void {
    this.talk.stopWaiting();
    this.data.stopWaiting();
  }

  /** Undefined: there is nothing to print. */
  private textOf(result: RunResult, exitCode: number): string | undefined {
    const { command, format } = this.options;
    if (format === 'json') return toJsonText(recordOf(command, result, exitCode));
    if (format === 'ndjson') return toResultLine(recordOf(command, result, exitCode));
    if (result.status !== 'finished') return undefined;
    return `${render(result.summary, format)}\n`;
  }
}

function recordOf(command: CommandName, result: RunResult, exitCode: number): CommandRecord {
  switch (result.status) {
    case 'finished':
      return finishedRecord(command, exitCode, result.summary);
    case 'failed':
      return failedRecord(command, exitCode, result.error);
    case 'cancelled':
      return { schemaVersion, command, status: 'cancelled', exitCode };
  }
}

function render(summary: TaskSummary, format: Exclude<CoverageOutput, 'json' | 'ndjson'>): string {
  return summary.type === 'analyze-coverage' ? renderCoverageResult(summary, format) : renderResult(summary);
}
