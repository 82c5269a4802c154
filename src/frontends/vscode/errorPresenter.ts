import { isAbortError } from '../../base/abort';
import { AppError, describeError } from '../../base/error';
import type { AppErrorCode } from '../../core/errorCode';
import { BudgetExceededError, type BudgetType, ConfigError } from '../../core/errors';
import type { Presentation, PresentedAction } from './presentation';
import { budgetSetting } from './text/budgetText';

interface ErrorRow {
  /** `warning`: the user can go on after a small step; `error`: something is broken. */
  readonly severity: 'warning' | 'error';
  readonly actions: readonly PresentedAction[];
}

const showLog: PresentedAction = { kind: 'show-log' };
const openSetting = (key: string): PresentedAction => ({ kind: 'open-setting', key });

/** How each failure is shown; the sentence comes from the error itself, the buttons from here. */
export const errorRows: Readonly<Record<AppErrorCode, ErrorRow>> = {
  'workspace-untrusted': { severity: 'warning', actions: [{ kind: 'manage-trust' }] },
  'workspace-read-only': { severity: 'error', actions: [showLog] },
  'workspace-path-outside': { severity: 'warning', actions: [] },
  'workspace-no-package': { severity: 'warning', actions: [] },
  'workspace-file-missing': { severity: 'warning', actions: [] },
  'workspace-file-unsupported': { severity: 'warning', actions: [] },
  'workspace-file-changed': { severity: 'warning', actions: [showLog] },
  'git-unavailable': { severity: 'warning', actions: [] },
  'git-base-unknown': { severity: 'warning', actions: [] },
  'test-runner-unknown': { severity: 'warning', actions: [openSetting('agenticQe.testFramework')] },
  'test-runner-not-installed': {
    severity: 'warning',
    actions: [openSetting('agenticQe.testFramework'), showLog],
  },
  'test-runner-failed': { severity: 'error', actions: [showLog] },
  'test-runner-timed-out': { severity: 'error', actions: [showLog] },
  'source-syntax-error': { severity: 'warning', actions: [] },
  'source-nothing-exported': { severity: 'warning', actions: [] },
  'module-not-loadable': { severity: 'warning', actions: [showLog] },
  'merge-conflict': { severity: 'warning', actions: [showLog] },
  'sandbox-unavailable': { severity: 'error', actions: [openSetting('agenticQe.nodePath'), showLog] },
  'config-invalid': { severity: 'error', actions: [] },
  'ledger-unreadable': { severity: 'error', actions: [showLog] },
  'ledger-unwritable': { severity: 'error', actions: [showLog] },
  'memory-access-denied': { severity: 'error', actions: [showLog] },
  'memory-unreadable': { severity: 'error', actions: [showLog] },
  'memory-unwritable': { severity: 'error', actions: [showLog] },
  'memory-invalid': { severity: 'error', actions: [showLog] },
  'fleet-stopped': { severity: 'warning', actions: [] },
  'queue-full': { severity: 'warning', actions: [openSetting('agenticQe.fleet.maxQueuedTasks')] },
  'agent-limit-reached': { severity: 'warning', actions: [openSetting('agenticQe.fleet.maxAgents')] },
  'agent-unresponsive': {
    severity: 'error',
    actions: [openSetting('agenticQe.fleet.heartbeatIntervalSeconds'), showLog],
  },
  'task-timed-out': {
    severity: 'warning',
    actions: [openSetting('agenticQe.fleet.taskTimeoutSeconds'), showLog],
  },
  'routing-failed': { severity: 'error', actions: [openSetting('agenticQe.routing'), showLog] },
  'model-selection-failed': {
    severity: 'warning',
    actions: [openSetting('agenticQe.routing.models'), showLog],
  },
  'budget-exceeded': {
    severity: 'warning',
    actions: [{ kind: 'raise-budget' }, openSetting(budgetSetting('daily'))],
  },
  'provider-not-set-up': {
    severity: 'warning',
    actions: [{ kind: 'set-api-key' }, { kind: 'show-catalogue' }],
  },
  'provider-authentication': { severity: 'warning', actions: [{ kind: 'set-api-key' }, showLog] },
  'provider-rate-limited': { severity: 'warning', actions: [{ kind: 'show-catalogue' }, showLog] },
  'provider-overloaded': { severity: 'warning', actions: [{ kind: 'show-catalogue' }, showLog] },
  'provider-unreachable': {
    severity: 'warning',
    actions: [openSetting('agenticQe.routing.providers'), showLog],
  },
  'provider-timed-out': { severity: 'warning', actions: [{ kind: 'show-catalogue' }, showLog] },
  'provider-refused': { severity: 'warning', actions: [{ kind: 'show-catalogue' }, showLog] },
  'provider-stream-broken': { severity: 'warning', actions: [showLog] },
  'streaming-failed': {
    severity: 'error',
    actions: [openSetting('agenticQe.features.streaming'), showLog],
  },
  'stream-buffer-overflow': {
    severity: 'warning',
    actions: [openSetting('agenticQe.streaming.bufferSize'), showLog],
  },
  'stream-timed-out': {
    severity: 'warning',
    actions: [openSetting('agenticQe.streaming.timeoutMs'), showLog],
  },
  internal: { severity: 'error', actions: [showLog] },
};

/** The message for anything that was thrown; undefined for a cancellation, which needs none. */
export function presentError(error: unknown): Presentation | undefined {
  if (isAbortError(error)) return undefined;
  if (error instanceof ConfigError) {
    return { severity: 'error', message: describeError(error), actions: [openSetting(error.key)] };
  }
  if (error instanceof BudgetExceededError) {
    const { budgetType } = error;
    const actions: PresentedAction[] = [openSetting(budgetSetting(budgetType))];
    if (isWindow(budgetType)) actions.unshift({ kind: 'raise-budget', budgetType });
    return { ...errorRows['budget-exceeded'], message: describeError(error), actions };
  }
  if (error instanceof AppError) return presentFailure(error.code, describeError(error));
  return presentFailure('internal', describeError(error));
}

/** The message for a failure that arrived as a code and a sentence. */
export function presentFailure(code: string, message: string): Presentation {
  return { message, ...(isKnownCode(code) ? errorRows[code] : errorRows.internal) };
}

/** The limit of a run or of an agent is no window that ends: it is changed in the settings. */
function isWindow(budgetType: BudgetType): boolean {
  return budgetType !== 'run' && budgetType !== 'agent';
}

function isKnownCode(code: string): code is AppErrorCode {
  return Object.hasOwn(errorRows, code);
}
