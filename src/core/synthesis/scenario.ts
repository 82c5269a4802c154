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
  | { readonly kind: 'function' }
  /** Too large, cyclic or opaque. */
  | { readonly kind: 'inexpressible'; readonly reason: string };

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
    }
  | { readonly scenarioId: string; readonly status: 'timed-out' }
  | { readonly scenarioId: string; readonly status: 'crashed'; readonly message: string };
