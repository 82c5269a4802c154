import type { RuntimeFunction, RuntimeMember } from './runtimeExports';

/**
 * A short program against one module, as expressions: the sandbox runs them, the emitter prints the very same text.
 * Exports are in scope by their local names (`bindings`), results of earlier steps by their `resultName`.
 */
export interface Scenario {
  readonly id: string;
  /** What the scenario is about: `applyDiscount`, or `ShoppingCart.add`. */
  readonly subject: string;
  /** Local name → export name of every export in use: `{ applyDiscount: 'applyDiscount', parse: 'default' }`. */
  readonly bindings: Readonly<Record<string, string>>;
  readonly steps: readonly ScenarioStep[];
  /** Functions of Node.js and the temporary folder, as far as the steps use them (`testTools.ts`). Default: none. */
  readonly tools?: readonly string[];
  /** The clock stands still until a step lets time pass. Default: real time, only that nobody waits for it. */
  readonly clock?: FakeClock;
}

/** @see Scenario.clock */
export interface FakeClock {
  /** The code looks at the date: tests set it to `fakeDate`. */
  readonly isDated: boolean;
}

/** What a fake clock begins at, if the code looks at the date. */
export const fakeDate = '2024-03-15T10:30:00.000Z';

export interface ScenarioStep {
  /** A JavaScript expression, e.g. `cart.add({ sku: 'a', quantity: 2 })`. A returned promise is awaited. */
  readonly expression: string;
  /** Constant that holds the result for later steps. */
  readonly resultName?: string;
  /**
   * `arrange`: needed for what follows, nothing is asserted on it. `act`: what is tested. `inspect`: reads state after it.
   * `cleanup`: ends what was begun.
   */
  readonly role: 'arrange' | 'act' | 'inspect' | 'cleanup';
  /** The promise that it gives is kept, not awaited. */
  readonly isDeferred?: true;
}

/** Function that is in scope of every step: `standIn('0', 'object')` gives an argument that records what is asked of it. */
export const standInName = '__agenticQeStandIn';

/** Functions that are in scope of every step: they let milliseconds pass on a fake clock; the second one also lets promises go on. */
export const advanceName = '__agenticQeAdvance';
export const advanceAsyncName = '__agenticQeAdvanceAsync';

/** One thing that code asked of a stand-in. */
export interface AskedQuestion {
  /** `0` for the stand-in of that name, `0.items` for what its property gave, `0()` for what a call of it gave. */
  readonly path: string;
  readonly kind: 'property' | 'call' | 'list' | 'keys' | 'number' | 'text' | 'primitive';
  /** Of the property; for a call, what each argument is, with commas between: `function`, `sign` (null or true) or `value`; else empty. */
  readonly name: string;
}

/** What one step did. */
export type StepOutcome =
  | { readonly status: 'returned'; readonly isPromise: boolean; readonly value: ObservedValue }
  | { readonly status: 'threw'; readonly isPromise: boolean; readonly error: ObservedError }
  /** An earlier step threw. */
  | { readonly status: 'not-reached' };

export type ObservedValue =
  /** `code` is an expression that evaluates to an equal value. `isPrimitive`: compare by identity. */
  | { readonly kind: 'expressible'; readonly code: string; readonly isPrimitive: boolean }
  /** A class instance; `code` is an object literal of its own public data. */
  | ({ readonly kind: 'instance'; readonly className: string; readonly code: string } & Partial<Callables>)
  | ({ readonly kind: 'function' } & RuntimeFunction & Callables & Pick<Parts, 'fields'>)
  /** Too large, cyclic or opaque. */
  | ({ readonly kind: 'inexpressible'; readonly reason: string } & Callables & Parts);

/** What tests can call of a value. */
export interface Callables {
  readonly methods: readonly RuntimeMember[];
}

/** What tests can assert of a value that is too much as a whole. */
export interface Parts {
  /** It gives items one after the other, once. */
  readonly isIterator?: boolean;
  /** Names of its own properties that hold something short. */
  readonly fields?: readonly string[];
}

export interface ObservedError {
  /** `error.name`, or `typeof` for what is not an Error. */
  readonly name: string;
  readonly message: string;
  /** True when the module's own code (or a library it uses) threw it on purpose; false for the engine's own TypeErrors and the like. */
  readonly isDeliberate: boolean;
  /** `ENOENT` and its like, of an error of the system; `message` is no more than that, because the rest names folders. */
  readonly code?: string | undefined;
}

/** Touches of the outside world that make a test unfit: they were blocked, and recorded here. */
export type WorldEffect = 'file-system' | 'network' | 'process' | 'environment';

/** What happened around the steps: what a test may have to wait for, to provide or to clear away. */
export interface ScenarioTrace {
  /** Of emitters that steps gave. */
  readonly events: readonly EmittedEvent[];
  /** What of the clock the code used; absent: nothing. */
  readonly clock?: ClockUse | undefined;
  /** When the last step was done, input or output was still under way. */
  readonly isBusy: boolean;
  /** What the temporary folder held in the end: texts of files by their paths in it. Binary and long ones are left out. */
  readonly files: Readonly<Record<string, string>>;
  /** What the code wanted of the file system and did not get, because it is outside of the temporary folder. */
  readonly deniedPaths: readonly DeniedPath[];
}

export interface EmittedEvent {
  readonly name: string;
  /** Index of the step that gave the emitter. */
  readonly emitterStep: number;
  /** Index of the last step that was begun when it happened. */
  readonly step: number;
  /** After that step had returned. */
  readonly isLate: boolean;
  readonly argumentCount: number;
}

export interface ClockUse {
  readonly readsDate: boolean;
  /** Time that had to pass for promises to settle; 0 with a fake clock. */
  readonly waitedMs: number;
  /** How long each timer that was set is to run. */
  readonly delaysMs: readonly number[];
  /** When the timers that are still running in the end are due, from then; sorted. */
  readonly openTimersMs: readonly number[];
  /** Where time passed by steps: how far it went from timer to timer, step by step. */
  readonly jumpsMs: readonly (readonly number[])[];
}

export interface DeniedPath {
  /** `readFile`, without the owner and `Sync`. */
  readonly operation: string;
  readonly path: string;
}

export type ScenarioObservation =
  | {
      readonly scenarioId: string;
      readonly status: 'observed';
      readonly outcomes: readonly StepOutcome[];
      /** Counters hit while the steps ran. */
      readonly points: readonly number[];
      readonly effects: readonly WorldEffect[];
      /** What was asked of stand-ins (`standInName`), in order. */
      readonly questions: readonly AskedQuestion[];
      /** Absent where there is nothing to tell. */
      readonly trace?: ScenarioTrace | undefined;
    }
  /** A step gave a promise that nothing will ever settle: nothing is under way any more. */
  | { readonly scenarioId: string; readonly status: 'pending'; readonly trace?: ScenarioTrace | undefined }
  | { readonly scenarioId: string; readonly status: 'timed-out' }
  | {
      readonly scenarioId: string;
      readonly status: 'crashed';
      readonly message: string;
      /** An error that nobody caught, no more: the process lives on. */
      readonly isUncaught?: boolean | undefined;
      readonly trace?: ScenarioTrace | undefined;
    };
