import type { WorkspacePath } from './workspace';

export interface TypeCheckRequest {
  /** Folder of the package; the nearest tsconfig.json from each file upwards holds, at most up to the workspace root. */
  readonly projectRoot: WorkspacePath;
  /** Files with the text to check, whether or not they exist on disk. */
  readonly files: readonly { readonly path: WorkspacePath; readonly text: string }[];
}

export type TypeCheckResult =
  | { readonly status: 'checked'; readonly problems: readonly TypeProblem[] }
  /** No tsconfig.json, one that cannot be read, or types that are not installed: nothing can be said of the files. */
  | { readonly status: 'unavailable'; readonly reason: string };

/** One error of the compiler. */
export interface TypeProblem {
  readonly file: WorkspacePath;
  /** From 1. */
  readonly line: number;
  /** The number behind `TS`. */
  readonly code: number;
  /** In one sentence, without the chain of causes. */
  readonly message: string;
}

/** Checks TypeScript texts against the workspace's own configuration. Executes and writes nothing. */
export interface TypeChecker {
  /** Aborting ends the check at once. @throws AbortError */
  check(request: TypeCheckRequest, signal: AbortSignal): Promise<TypeCheckResult>;
}
