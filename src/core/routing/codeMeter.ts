import type { WorkspacePath } from '../testing/workspace';

/** What can be counted in the text of one source file. Nothing in it is a judgement; `scoreComplexity` judges. */
export interface CodeMeasures {
  /** Estimated (`estimateTokens`): what a language model would read. */
  readonly tokens: number;
  readonly statements: number;
  /** Functions, methods, accessors and constructors with a body. */
  readonly functions: number;
  /** McCabe's number of the hardest function: its decisions plus one. */
  readonly cyclomatic: number;
  /** Deepest nesting of decisions, loops, `try` and functions inside functions. */
  readonly maxNesting: number;
  /** Ways that code can take: two per condition, one per case, per `&&`, `||`, `??` and per default value. */
  readonly branches: number;
  /** Waiting, promises, timers, asynchronous functions, events, handlers and callbacks. */
  readonly asyncOperations: number;
  /**
   * Writes to what outlives the function that writes, changes of collections that are not its own, and calls of what reads or
   * changes the world around the program.
   */
  readonly sideEffects: number;
  /** Modules it needs at run time. */
  readonly dependencies: number;
}

/** Reads code for the router, language by language. */
export interface CodeMeter {
  /** Undefined for a language it does not know. Text with syntax errors is measured as far as it can be read. */
  measure(path: WorkspacePath, text: string): Promise<CodeMeasures | undefined>;
}
