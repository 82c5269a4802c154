import { AppError, type AppErrorOptions } from '../base/error';

/** The workspace cannot be used as asked. */
export class WorkspaceError extends AppError {
  override readonly name = 'WorkspaceError';

  constructor(
    readonly code:
      | 'workspace-untrusted'
      | 'workspace-read-only'
      | 'workspace-path-outside'
      | 'workspace-no-package'
      | 'workspace-file-missing'
      | 'workspace-file-unsupported'
      | 'workspace-file-changed',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** The project's test framework cannot be found or started. */
export class TestRunnerError extends AppError {
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
  override readonly name = 'LedgerError';

  constructor(
    readonly code: 'ledger-unreadable' | 'ledger-unwritable',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}

/** The fleet itself cannot take or finish a task. */
export class FleetError extends AppError {
  override readonly name = 'FleetError';

  constructor(
    readonly code: 'fleet-stopped' | 'task-timed-out' | 'internal',
    message: string,
    options?: AppErrorOptions,
  ) {
    super(message, options);
  }
}
