import { AppError, type AppErrorOptions } from '../base/error';

/** The workspace cannot be used as asked. */
export class WorkspaceError extends AppError {
  static override readonly kind = 'WorkspaceError';
  override readonly name = 'WorkspaceError';

  constructor(
    readonly code:
      | 'workspace-untrusted'
      | 'workspace-read-only'
      | 'workspace-path-outside'
      | 'workspace-no-package'
      | 'workspace-file-missing'
      | 'workspace-file-unsupported'
      | 'workspace-file-changed'
      | 'git-unavailable'
      | 'git-base-unknown',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** The project's test framework cannot be found or started. */
export class TestRunnerError extends AppError {
  static override readonly kind = 'TestRunnerError';
  override readonly name = 'TestRunnerError';

  constructor(
    readonly code:
      | 'test-runner-unknown'
      | 'test-runner-not-installed'
      | 'test-runner-failed'
      | 'test-runner-timed-out',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** Tests cannot be generated for this source. */
export class GenerationError extends AppError {
  static override readonly kind = 'GenerationError';
  override readonly name = 'GenerationError';

  constructor(
    readonly code:
      | 'source-syntax-error'
      | 'source-nothing-exported'
      | 'module-not-loadable'
      | 'merge-conflict',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** The child process for the user's code cannot be started at all. */
export class SandboxError extends AppError {
  static override readonly kind = 'SandboxError';
  override readonly name = 'SandboxError';

  constructor(
    readonly code: 'sandbox-unavailable',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** A setting has a value it cannot have; the message names the key and the value. */
export class ConfigError extends AppError {
  static override readonly kind = 'ConfigError';
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';

  constructor(
    readonly key: string,
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** The record of costs cannot be read or written. Paid models are refused while this lasts; free ones work. */
export class LedgerError extends AppError {
  static override readonly kind = 'LedgerError';
  override readonly name = 'LedgerError';

  constructor(
    readonly code: 'ledger-unreadable' | 'ledger-unwritable',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** The fleet's memory cannot be read or written, or must not be used in the way that was asked. */
export class MemoryError extends AppError {
  static override readonly kind = 'MemoryError';
  override readonly name = 'MemoryError';

  constructor(
    readonly code: 'memory-access-denied' | 'memory-unreadable' | 'memory-unwritable' | 'memory-invalid',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** The fleet itself cannot take or finish a task. */
export class FleetError extends AppError {
  static override readonly kind = 'FleetError';
  override readonly name = 'FleetError';

  constructor(
    readonly code:
      | 'fleet-stopped'
      | 'queue-full'
      | 'agent-limit-reached'
      | 'agent-unresponsive'
      | 'task-timed-out'
      | 'internal',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** No model can be chosen, or the chosen one must not be used. Base of the errors of routing (spec 8.1). */
export class RoutingError extends AppError {
  static override readonly kind: string = 'RoutingError';
  override readonly name: string = 'RoutingError';
  readonly code: 'routing-failed' | 'model-selection-failed' | 'budget-exceeded' = 'routing-failed';
}

/** No configured model is adequate and available for the task. */
export class ModelSelectionError extends RoutingError {
  static override readonly kind = 'ModelSelectionError';
  override readonly name: string = 'ModelSelectionError';
  override readonly code = 'model-selection-failed';
}

/** Windows of time, a run, or an agent type within a day. */
export type BudgetType = 'daily' | 'weekly' | 'monthly' | 'run' | 'agent';

/** The task would cost more than a budget still allows, and no free model can do it. */
export class BudgetExceededError extends RoutingError {
  static override readonly kind = 'BudgetExceededError';
  override readonly name: string = 'BudgetExceededError';
  override readonly code = 'budget-exceeded';
  readonly budgetType: BudgetType;
  /** Spent in the window, in micro-dollars. */
  readonly current: number;
  /** Limit of the window, in micro-dollars. */
  readonly limit: number;
  /** When the window ends, milliseconds since the epoch. */
  readonly resetsAtMs: number;

  constructor(
    message: string,
    budget: {
      readonly budgetType: BudgetType;
      readonly current: number;
      readonly limit: number;
      readonly resetsAtMs: number;
    },
    options?: AppErrorOptions,
  ) {
    super(message, options);
    this.budgetType = budget.budgetType;
    this.current = budget.current;
    this.limit = budget.limit;
    this.resetsAtMs = budget.resetsAtMs;
  }
}

/** A stream of a task broke. Base of the errors of streaming (spec 8.1). */
export class StreamingError extends AppError {
  static override readonly kind: string = 'StreamingError';
  override readonly name: string = 'StreamingError';
  readonly code: 'streaming-failed' | 'stream-buffer-overflow' | 'stream-timed-out' = 'streaming-failed';
}

/** More was written to a stream than its buffer holds, without waiting for room. */
export class BufferOverflowError extends StreamingError {
  static override readonly kind = 'BufferOverflowError';
  override readonly name: string = 'BufferOverflowError';
  override readonly code = 'stream-buffer-overflow';

  constructor(message: string, options: AppErrorOptions = {}) {
    super(message, { isRetryable: true, ...options });
  }
}

/** Nothing was written to a stream for the time that settings allow. */
export class StreamTimeoutError extends StreamingError {
  static override readonly kind = 'StreamTimeoutError';
  override readonly name: string = 'StreamTimeoutError';
  override readonly code = 'stream-timed-out';

  constructor(message: string, options: AppErrorOptions = {}) {
    super(message, { isRetryable: true, ...options });
  }
}

/** A model's provider did not answer as it should. */
export class ProviderError extends AppError {
  static override readonly kind = 'ProviderError';
  override readonly name = 'ProviderError';
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** It came within an answer, after work that the provider may bill. */
  readonly isInAnswer: boolean;

  constructor(
    readonly code:
      | 'provider-not-set-up'
      | 'provider-authentication'
      | 'provider-rate-limited'
      | 'provider-overloaded'
      | 'provider-unreachable'
      | 'provider-timed-out'
      | 'provider-refused'
      | 'provider-stream-broken',
    message: string,
    {
      retryAfterMs,
      isInAnswer = false,
      ...options
    }: AppErrorOptions & { readonly retryAfterMs?: number; readonly isInAnswer?: boolean } = {},
  ) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
    this.isInAnswer = isInAnswer;
  }
}
