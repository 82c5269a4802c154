/** What the thread needs for all of its checks. */
export interface TypeCheckWorkerData {
  /** Absolute; no tsconfig.json above it is taken. */
  readonly workspaceRoot: string;
  /** File with the compiler's own `lib.*.d.ts`: a JSON object of texts by file name. */
  readonly libraryPath: string;
}

/** What the thread is asked to check. Paths are absolute. */
export interface TypeCheckOrder {
  readonly files: readonly OrderedText[];
}

export interface OrderedText {
  readonly path: string;
  readonly text: string;
}

/** What the thread answers to one order. */
export type TypeCheckAnswer =
  | { readonly status: 'checked'; readonly problems: readonly FoundProblem[] }
  | { readonly status: 'unavailable'; readonly reason: string };

export interface FoundProblem {
  /** As it was ordered. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly code: number;
  readonly message: string;
}
