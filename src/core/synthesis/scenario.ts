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
}

export interface ScenarioStep {
  /** A JavaScript expression, e.g. `cart.add({ sku: 'a', quantity: 2 })`. A returned promise is awaited. */
  readonly expression: string;
  /** Constant that holds the result for later steps. */
  readonly resultName?: string;
  /** `arrange`: needed for what follows, nothing is asserted on it. `act`: what is tested. `inspect`: reads state after it. */
  readonly role: 'arrange' | 'act' | 'inspect';
}

/** Function that is in scope of every step: `standIn('0', 'object')` gives an argument that records what is asked of it. */
export const standInName = '__agenticQeStandIn';

/** One thing that code asked of a stand-in. */
export interface AskedQuestion {
  /** `0` for the stand-in of that name, `0.items` for what its property gave, `0()` for what a call of it gave. */
  readonly path: string;
  readonly kind: 'property' | 'call' | 'call-back' | 'list' | 'keys' | 'number' | 'text' | 'primitive';
  /** Of the property; else empty. */
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
  | { readonly kind: 'instance'; readonly className: string; readonly code: string }
  | ({ readonly kind: 'function' } & RuntimeFunction & Pick<Callables, 'methods'>)
  /** Too large, cyclic or opaque. */
  | ({ readonly kind: 'inexpressible'; readonly reason: string } & Callables);

/** What tests can call of a value. */
export interface Callables {
  readonly methods: readonly RuntimeMember[];
}

export interface ObservedError {
  /** `error.name`, or `typeof` for what is not an Error. */
  readonly name: string;
  readonly message: string;
  /** True when the module's own code (or a library it uses) threw it on purpose; false for the engine's own TypeErrors and the like. */
  readonly isDeliberate: boolean;
}

/** Touches of the outside world that make a test unfit: they were blocked, and recorded here. */
export type WorldEffect = 'file-system' | 'network' | 'process' | 'environment';

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
    }
  | { readonly scenarioId: string; readonly status: 'timed-out' }
  | { readonly scenarioId: string; readonly status: 'crashed'; readonly message: string };
