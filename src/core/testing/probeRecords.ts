import type { WorldEffect } from '../synthesis/scenario';
import type { MarkedRun, MutantTrial } from './testRunner';

/** Environment variable that carries `ProbeSettings` as JSON to the coverage probe. */
export const probeEnvironmentName = 'AGENTIC_QE_PROBE';

/** Ends the names of files with `ProbeRecord`s. */
export const coverageRecordSuffix = '.coverage.ndjson';
/** Ends the names of files with `MarkRecord`s. */
export const markRecordSuffix = '.marks.ndjson';

export interface ProbeSettings {
  /** Absolute paths, in the platform's form; none: no coverage is measured. */
  readonly targets: readonly string[];
  /** Absolute folder for the records: NDJSON files, of each kind at most one per process and thread. */
  readonly outDir: string;
  /** How the bodies of marked tests are run. Absent: as they are, and nothing is written about them. */
  readonly marked?: MarkedRun;
}

/**
 * One line about marked tests. Written before what it announces, and synchronously: a process that is killed or never gives
 * its thread back leaves word of where it was.
 */
export type MarkRecord =
  | { readonly kind: 'mark-start'; readonly mark: string }
  /** Returned, threw or settled. */
  | { readonly kind: 'mark-end'; readonly mark: string }
  | { readonly kind: 'effect'; readonly mark: string; readonly effect: WorldEffect }
  /** An error that nobody caught, while the body was at work or right after it. */
  | { readonly kind: 'uncaught'; readonly mark: string; readonly message: string }
  /** It passed, and failed when it was run once more as it is. */
  | { readonly kind: 'unrepeatable'; readonly mark: string }
  /** `start`: the body is about to run with the mutant switched on; one of the others follows when it has. */
  | {
      readonly kind: 'mutant';
      readonly mark: string;
      readonly mutantId: string;
      readonly phase: 'start' | MutantTrial['outcome'];
    };

/** One line of measured coverage. Script ids are unique within one file of records only. */
export type ProbeRecord =
  | {
      readonly kind: 'script';
      readonly scriptId: string;
      readonly path: string;
      /** The text that V8 ran, wrapper and inline source map included. */
      readonly source: string;
      /** JSON, when the text carries none itself. */
      readonly sourceMap?: string;
    }
  | {
      readonly kind: 'executed';
      /** The test that alone executed this; absent for loading, hooks and unmarked tests. */
      readonly mark?: string;
      /** Counts since the previous record; functions that did not run may be missing. */
      readonly scripts: readonly ExecutedScript[];
    };

export interface ExecutedScript {
  readonly scriptId: string;
  readonly functions: readonly ExecutedFunction[];
}

export interface ExecutedFunction {
  /** Given for functions that only V8 knows: `<instance_members_initializer>`. */
  readonly name?: string;
  /** The whole function first, then what in it ran more or less often. */
  readonly ranges: readonly CountedRange[];
}

/** Offsets in UTF-16 units into the script's text; inner ranges override outer ones. */
export interface CountedRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}
