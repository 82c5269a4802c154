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
  /** Which of the mutants count; the others are never switched on. Default: all. */
  readonly choice?: MutantChoice;
}

export interface MutantChoice {
  /** Keys of mutants to leave out. */
  readonly muted: readonly string[];
  /** When there are more, so many of them are taken, evenly from top to bottom. */
  readonly maxMutants: number;
}

/** The same mutants for the same text. */
export function chooseMutants(
  mutants: readonly Mutant[],
  { muted, maxMutants }: MutantChoice,
): readonly Mutant[] {
  const mutedKeys = new Set(muted);
  const counted = mutants.filter(({ key }) => !mutedKeys.has(key));
  if (counted.length <= maxMutants) return counted;
  return Array.from({ length: maxMutants }, (_, index) => Math.floor((index * counted.length) / maxMutants))
    .map((index) => counted[index])
    .filter((mutant) => mutant !== undefined);
}

/**
 * Makes the mutants of a source file. Executes nothing. Comments `// Stryker disable …` are honoured. What only runs while the
 * module is loaded has none: a module is loaded once, so a mutant in it could not be switched on for one test.
 */
export interface MutantInstrumenter {
  /** @throws AbortError */
  mutate(request: MutateRequest, signal: AbortSignal): Promise<MutateResult>;
}
