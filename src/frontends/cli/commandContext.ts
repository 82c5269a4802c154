import { AppError, describeError } from '../../base/error';
import type { CliHost } from './cliHost';
import { type CommandName, failedRecord, toJsonText, toResultLine } from './commandRecord';
import { failureExitCode } from './exitCodeOf';
import { exitCodes } from './exitCodes';
import { UsageError } from './usageError';

/** Options that say how a command answers. */
export interface AnswerOptions {
  readonly format?: string;
}

/** What the commands are made with. */
export class CommandContext {
  /** Of the command that was performed. */
  exitCode: number = exitCodes.done;

  constructor(readonly host: CliHost) {}

  /** Performs a command. What it throws is told to people, and to programs in the form that they asked for. Never rejects. */
  async perform(
    command: CommandName,
    { format }: AnswerOptions,
    action: () => Promise<number>,
  ): Promise<void> {
    try {
      this.exitCode = await action();
    } catch (error) {
      this.exitCode = exitCodeOfError(error);
      this.host.stderr.write(`Error: ${describeError(error)}\n`);
      const record = failedRecord(command, this.exitCode, error);
      if (format === 'json') this.host.stdout.write(toJsonText(record));
      if (format === 'ndjson') this.host.stdout.write(toResultLine(record));
    }
  }
}

function exitCodeOfError(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  return error instanceof AppError ? failureExitCode(error.code) : exitCodes.environment;
}
