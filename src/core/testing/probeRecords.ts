/** Environment variable that carries `ProbeSettings` as JSON to the coverage probe. */
export const probeEnvironmentName = 'AGENTIC_QE_PROBE';

export interface ProbeSettings {
  /** Absolute paths, in the platform's form; none: marks are passed through and nothing is measured. */
  readonly targets: readonly string[];
  /** Absolute folder for the records: one NDJSON file per process and thread. */
  readonly outDir: string;
}

/** One line of what the coverage probe writes. Script ids are unique within one file of records only. */
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
