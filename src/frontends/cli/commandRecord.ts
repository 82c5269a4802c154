import { AppError, describeError } from '../../base/error';
import { UsageError } from './usageError';

/** Of everything that `--format json` and `--format ndjson` print; rises when a field changes its meaning or goes. */
export const schemaVersion = 1;

export type CommandName =
  | 'generate'
  | 'coverage'
  | 'gate'
  | 'route'
  | 'models'
  | 'costs'
  | 'flags'
  | 'undo'
  | 'mcp';

/** What a command ended with, for programs: the same frame for all of them, exactly one for each call. */
export interface CommandRecord {
  readonly schemaVersion: typeof schemaVersion;
  readonly command: CommandName;
  /** `cancelled` and `failed` have no result. */
  readonly status: 'finished' | 'failed' | 'cancelled';
  /** Of the process. */
  readonly exitCode: number;
  readonly result?: object;
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

export function finishedRecord(command: CommandName, exitCode: number, result: object): CommandRecord {
  return { schemaVersion, command, status: 'finished', exitCode, result };
}

export function failedRecord(command: CommandName, exitCode: number, error: unknown): CommandRecord {
  const { message, hint } = error instanceof AppError ? error : { message: describeError(error) };
  const failure = { code: codeOf(error), message, ...(hint !== undefined && { hint }) };
  return { schemaVersion, command, status: 'failed', exitCode, error: failure };
}

/** For `--format json`: laid out for people, who look at it too. */
export function toJsonText(record: CommandRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** For `--format ndjson`: the last line. */
export function toResultLine(record: CommandRecord): string {
  return `${JSON.stringify({ ...record, type: 'result' })}\n`;
}

function codeOf(error: unknown): string {
  if (error instanceof UsageError) return 'usage';
  return error instanceof AppError ? error.code : 'internal';
}
