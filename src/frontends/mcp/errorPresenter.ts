import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { isAbortError } from '../../base/abort';
import { AppError, describeError } from '../../base/error';
import type { AppErrorCode } from '../../core/errorCode';

interface ErrorRow {
  /** Who can do something: the caller with other arguments or by calling again, the user, or whoever maintains the product. */
  readonly remedy: 'change-arguments' | 'call-again' | 'ask-user' | 'report';
  /** Said instead of the error's own hint, where that one speaks of an editor. */
  readonly hint?: string;
}

/** What a calling model is told to do about each failure; the sentence comes from the error itself. */
export const errorRows: Readonly<Record<AppErrorCode, ErrorRow>> = {
  'workspace-untrusted': {
    remedy: 'ask-user',
    hint: 'The user has to trust the folder before code in it is executed.',
  },
  'workspace-read-only': { remedy: 'ask-user' },
  'workspace-path-outside': { remedy: 'change-arguments' },
  'workspace-no-package': { remedy: 'change-arguments' },
  'workspace-file-missing': { remedy: 'change-arguments' },
  'workspace-file-unsupported': { remedy: 'change-arguments' },
  'workspace-file-changed': { remedy: 'call-again' },
  'git-unavailable': { remedy: 'change-arguments' },
  'git-base-unknown': { remedy: 'change-arguments' },
  'test-runner-unknown': {
    remedy: 'change-arguments',
    hint: 'Name it with the argument framework, or add Vitest, Jest or Mocha to the project.',
  },
  'test-runner-not-installed': { remedy: 'ask-user' },
  'test-runner-failed': { remedy: 'ask-user' },
  'test-runner-timed-out': { remedy: 'change-arguments' },
  'source-syntax-error': { remedy: 'ask-user' },
  'source-nothing-exported': { remedy: 'change-arguments' },
  'module-not-loadable': { remedy: 'ask-user' },
  'merge-conflict': { remedy: 'call-again' },
  'sandbox-unavailable': { remedy: 'ask-user' },
  'config-invalid': { remedy: 'ask-user' },
  'ledger-unreadable': { remedy: 'ask-user' },
  'ledger-unwritable': { remedy: 'ask-user' },
  'memory-access-denied': { remedy: 'report' },
  'memory-unreadable': { remedy: 'ask-user' },
  'memory-unwritable': { remedy: 'ask-user' },
  'memory-invalid': { remedy: 'report' },
  'fleet-stopped': { remedy: 'ask-user' },
  'queue-full': { remedy: 'call-again' },
  'agent-limit-reached': { remedy: 'call-again' },
  'agent-unresponsive': { remedy: 'call-again' },
  'task-timed-out': { remedy: 'change-arguments' },
  'routing-failed': { remedy: 'ask-user' },
  'model-selection-failed': { remedy: 'ask-user' },
  'budget-exceeded': { remedy: 'ask-user' },
  'streaming-failed': { remedy: 'call-again' },
  'stream-buffer-overflow': { remedy: 'call-again' },
  'stream-timed-out': { remedy: 'call-again' },
  'provider-not-set-up': {
    remedy: 'ask-user',
    hint: 'The user has to set the key in the environment of this server, or name another model.',
  },
  'provider-authentication': {
    remedy: 'ask-user',
    hint: 'The user has to correct the key in the environment of this server.',
  },
  'provider-rate-limited': { remedy: 'call-again' },
  'provider-overloaded': { remedy: 'call-again' },
  'provider-unreachable': { remedy: 'ask-user' },
  'provider-timed-out': { remedy: 'call-again' },
  'provider-refused': { remedy: 'ask-user' },
  'provider-stream-broken': { remedy: 'call-again' },
  internal: { remedy: 'report' },
};

/**
 * The result of a call that failed: one sentence that says what is wrong and what to do; under `_meta` the code and the remedy
 * for programs. Never a stack.
 */
export function presentError(error: unknown): CallToolResult {
  if (isAbortError(error)) return failure('The call was cancelled. Nothing was left behind.', {});
  const code: AppErrorCode = error instanceof AppError && isKnownCode(error.code) ? error.code : 'internal';
  const { remedy, hint } = errorRows[code];
  const sentence =
    error instanceof AppError && hint !== undefined ? `${error.message} ${hint}` : describeError(error);
  const isRetryable = error instanceof AppError && error.isRetryable;
  return failure(sentence, {
    'agentic-qe/code': code,
    'agentic-qe/remedy': remedy,
    'agentic-qe/retryable': isRetryable,
  });
}

function failure(text: string, meta: Readonly<Record<string, unknown>>): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }], _meta: { ...meta } };
}

function isKnownCode(code: string): code is AppErrorCode {
  return Object.hasOwn(errorRows, code);
}
