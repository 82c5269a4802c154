import { AppError, describeError } from '../../base/error';
import { InvalidRowError } from './journalLines';
import { NewerFormatError } from './migrations/migrate';
import { LockBusyError } from './processLock';
import type { RecordFailures, RecordFormat } from './recordFormat';
import { SqlJsMissingError } from './sqlJsDatabase';

interface RecordErrorsOptions {
  readonly folder: string;
  readonly snapshotPath: string;
  readonly format: Pick<RecordFormat<never>, 'title' | 'newerFormatHint'>;
  readonly failures: RecordFailures;
}

/** Puts into sentences what went wrong with a record, and what to do about it. An error that is one already is passed on. */
export class RecordErrors {
  constructor(private readonly options: RecordErrorsOptions) {}

  unreadable(cause: unknown): Error {
    if (cause instanceof AppError) return cause;
    const { folder, snapshotPath, format, failures } = this.options;
    if (cause instanceof NewerFormatError || cause instanceof InvalidRowError) {
      return failures.unreadable(
        `The ${format.title} in ${folder} was written by a newer version (${cause.message}).`,
        { cause, hint: format.newerFormatHint },
      );
    }
    return failures.unreadable(
      `The ${format.title} ${snapshotPath} cannot be read: ${describeError(cause)}.`,
      { cause, hint: unreadableHint(cause) },
    );
  }

  unwritable(cause: unknown): Error {
    if (cause instanceof AppError) return cause;
    const { folder, format, failures } = this.options;
    return failures.unwritable(
      `The ${format.title} in ${folder} cannot be written: ${describeError(cause)}.`,
      { cause, hint: unwritableHint(cause) },
    );
  }

  closed(kind: keyof RecordFailures): Error {
    const { folder, format, failures } = this.options;
    return failures[kind](`The ${format.title} in ${folder} has been closed.`);
  }
}

function unreadableHint(cause: unknown): string {
  if (cause instanceof SqlJsMissingError) return 'Install the product again.';
  if (cause instanceof Error && 'code' in cause)
    return 'Make sure that the folder and the files in it can be read.';
  return 'Restore the file from a backup, or move it away to begin a new record.';
}

function unwritableHint(cause: unknown): string {
  if (cause instanceof LockBusyError)
    return 'Another window or process of the product hangs: end it, then try again.';
  return 'Make sure that the folder can be written to and that the disk is not full.';
}
