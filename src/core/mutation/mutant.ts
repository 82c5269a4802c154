import type { SourceSpan } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';

/** A small change of the source that a good test notices. */
export interface Mutant {
  /** Within its instrumented text. */
  readonly id: string;
  /** Kind of change as Stryker names it: `ConditionalExpression`. */
  readonly operator: string;
  readonly span: SourceSpan;
  readonly original: string;
  readonly replacement: string;
  /** Names it across runs as long as the code around it stays the same; users mute mutants by it. */
  readonly key: string;
}

/** One text that holds all mutants of a source, each switched on by its id; see `core/testing/testProbe.ts`. */
export interface MutatedSource {
  /** In the language of the source. */
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

export type MutateResult =
  | ({ readonly status: 'mutated' } & MutatedSource)
  /** The source cannot be read by the instrumenter. */
  | { readonly status: 'unavailable'; readonly reason: string };

export interface MutateRequest {
  readonly file: WorkspacePath;
  readonly source: string;
  /** Only what lies in these lines is changed; undefined: everything. Lines from 1, both ends included. */
  readonly lines: readonly { readonly startLine: number; readonly endLine: number }[] | undefined;
}

/** Makes the mutants of a source file. Executes nothing. Comments `// Stryker disable …` are honoured. */
export interface MutantInstrumenter {
  /** @throws AbortError */
  mutate(request: MutateRequest, signal: AbortSignal): Promise<MutateResult>;
}
