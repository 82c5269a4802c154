import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { TestOutcome } from '../../../core/testing/testRunner';

/** A test's outcome with the absolute path of its file. */
export interface ReportedTest extends Omit<TestOutcome, 'file'> {
  readonly path: string;
}

export interface ReportedBreak {
  readonly path: string;
  readonly message: string;
}

/** What a framework said about a run, in the words of the port. */
export type RunnerReport =
  | {
      readonly status: 'ran';
      readonly tests: readonly ReportedTest[];
      readonly brokenFiles: readonly ReportedBreak[];
    }
  /** A file could not be loaded, and the framework stopped there without saying which. */
  | { readonly status: 'stopped-while-loading' };

/** Reads and checks a JSON report. @returns undefined when there is none, or only a part of one. */
export async function readJsonReport<S extends z.ZodType>(
  file: string,
  schema: S,
): Promise<z.infer<S> | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  // A complete report in an unknown form is our mistake, not the run's: let it be heard.
  return schema.parse(json);
}
