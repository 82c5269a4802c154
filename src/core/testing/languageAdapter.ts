import type { ModuleModel } from '../synthesis/moduleModel';
import type { WorkspacePath } from './workspace';

/**
 * Contract between instrumented source and the sandbox: counter `n` is `globalThis[pointsKey][n]`, a `Uint32Array` of one
 * element per point that has to exist before the module is loaded. The source reads the global anew on every hit.
 */
export const pointsKey = '__agenticQePoints';

/** A counter that the instrumented source increments: one statement, or one path of a branch. */
export interface ProbePoint {
  readonly kind: 'statement' | 'branch';
  /** Line from 1 in the original source. */
  readonly line: number;
}

export interface InstrumentedSource {
  /** The source with counters, in the same language. */
  readonly code: string;
  /** What each counter stands for; the index is the counter's number. */
  readonly points: readonly ProbePoint[];
}

export type InspectResult =
  | { readonly status: 'inspected'; readonly model: ModuleModel; readonly instrumented: InstrumentedSource }
  | { readonly status: 'syntax-error'; readonly message: string; readonly line: number };

/** Knows one family of languages: reads source into a ModuleModel and can count what it executes. */
export interface LanguageAdapter {
  /** True for file names this adapter understands, declaration files excluded. */
  handles(path: WorkspacePath): boolean;
  /** @param readSibling reads another workspace file for the types it declares; undefined when there is none. */
  inspect(
    path: WorkspacePath,
    source: string,
    readSibling: (path: WorkspacePath) => Promise<string | undefined>,
  ): Promise<InspectResult>;
  /** Puts a block of tests into an existing test file: new imports after the last import, the block at the end. */
  mergeTestFile(existing: string, addition: TestFileParts): MergeResult;
}

/** The parts a test file is made of, before they are joined or merged. */
export interface TestFileParts {
  readonly imports: readonly ImportLine[];
  /** `describe` blocks, formatted, without imports. */
  readonly body: string;
}

export interface ImportLine {
  readonly specifier: string;
  readonly style: 'import' | 'require';
  readonly defaultName?: string;
  readonly namespaceName?: string;
  /** Exports by name; `a as b` binds `a` to the local name `b`. */
  readonly names: readonly string[];
}

export type MergeResult =
  | { readonly status: 'merged'; readonly text: string }
  /** The existing file uses one of our names for something else, or cannot be parsed. */
  | { readonly status: 'conflict'; readonly reason: string };
