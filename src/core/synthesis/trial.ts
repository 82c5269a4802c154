/** A scenario in parts, to be tried quickly: only what it reaches counts, nothing is read afterwards. */
export interface Trial {
  readonly receiver?: { readonly call: TrialCall };
  /** At least one; those before the last prepare it. */
  readonly calls: readonly TrialCall[];
}

export interface TrialCall {
  readonly callable: {
    readonly form: 'call' | 'construct' | 'method' | 'read' | 'invoke';
    readonly path: string;
  };
  readonly arguments: readonly TrialInput[];
  /** All items are taken of the iterator that it gives. */
  readonly isDrained?: true;
  /** The whole call, in place of one made of callable and arguments. */
  readonly expression?: string;
  /** Inputs that stand in the expression already. */
  readonly before?: readonly TrialInput[];
  /** The call whose result is called here. Default: the receiver. */
  readonly on?: TrialCall;
}

export interface TrialInput {
  /** An expression, or `...` and one. */
  readonly code: string;
  /** Constants that stand before it. */
  readonly setup: readonly TrialConstant[];
}

export interface TrialConstant {
  readonly name: string;
  readonly code: string;
  /** Statements that follow it, without semicolons. */
  readonly uses?: readonly string[];
}

/** What the trials from here on are about; what was seen before counts no longer. */
export interface TrialScope {
  /** Local name → export name of all exports that trials may mention. */
  readonly bindings: Readonly<Record<string, string>>;
  /** Counters that teach nothing when they are hit. */
  readonly seenPoints: readonly number[];
}

/** What a row of trials showed. */
export interface TrialResult {
  /** So many were run: all, or those up to the first that did not end. */
  readonly done: number;
  /** In the order of the trials; of one there may be two. */
  readonly reports: readonly TrialReport[];
}

/** A trial that showed something; of the others nothing is told. */
export interface TrialReport {
  /** Among the trials that were handed over together. */
  readonly index: number;
  /**
   * `new`: it hit a new counter, or ended in another way than those of its kind before. `seen`: there are only clues.
   * `waits`: what it does goes on after it has returned, so that it has to be observed at leisure; `waits-again`: the same, but so
   * did many before that began in the same way.
   * `endless`: a loop of it was cut short.
   */
  readonly status: 'new' | 'seen' | 'waits' | 'waits-again' | 'endless' | 'hung' | 'crashed';
  readonly clues: readonly SearchClue[];
  /** Of what is `new` for the way it went only: the same text for trials that did the same, also after a crash. */
  readonly way?: string | undefined;
}

/** How a comparison that has only ever gone one way could go the other way. */
export interface SearchClue {
  /** The place in the source. */
  readonly site: number;
  /** What was compared, as an expression: something like it may be among the inputs. */
  readonly value: string;
  /** What to put in its place, as expressions. */
  readonly wanted: readonly string[];
  /** Source of a regular expression: texts that do match, or do not, are wanted. */
  readonly pattern?: string | undefined;
  /** How far the numbers were apart. */
  readonly distance?: number | undefined;
}
