/** What every failure of the product carries: a stable `code` to decide by, a sentence to show, and what to do about it. */
export interface AppErrorOptions {
  /** One sentence that tells the reader what to do next, without a leading verb like "please". */
  readonly hint?: string;
  /** True when the same call may succeed if made again unchanged. */
  readonly isRetryable?: boolean;
  readonly cause?: unknown;
}

const brand = Symbol.for('agentic-qe-fleet.AppError');

/** Base of the failure vocabulary in `core/errors.ts`; `name` is a literal because minifiers rename classes. */
export abstract class AppError extends Error {
  readonly [brand] = true;

  /** The name of the class itself, which minifiers leave alone; each subclass has its own, equal to the `name` of its errors. */
  static readonly kind: string = 'AppError';

  /**
   * Each lazy chunk carries its own copy of the classes: errors are recognised by what their classes say they are, not by
   * which copy made them.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null || !(brand in value)) return false;
    // biome-ignore lint/complexity/noThisInStatic: each class asks for itself
    const { kind } = this;
    for (let made = value.constructor; typeof made === 'function'; made = Object.getPrototypeOf(made)) {
      if (Object.hasOwn(made, 'kind') && (made as typeof AppError).kind === kind) return true;
    }
    return false;
  }

  abstract override readonly name: string;
  abstract readonly code: string;
  readonly hint: string | undefined;
  readonly isRetryable: boolean;

  constructor(message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.isRetryable = options.isRetryable ?? false;
  }
}

/** The sentence to show for anything that was thrown; never empty, never a stack. */
export function describeError(error: unknown): string {
  if (error instanceof AppError) return error.hint ? `${error.message} ${error.hint}` : error.message;
  if (error instanceof Error && error.message) return error.message;
  return String(error) || 'Unknown error';
}
