import { t } from '../../base/localize';
import type { BudgetType } from '../../core/errors';

/** Something a user can do about a message; each is a button. */
export type PresentedAction =
  | { readonly kind: 'open-setting'; readonly key: string }
  | { readonly kind: 'show-log' }
  | { readonly kind: 'show-receipts' }
  | { readonly kind: 'show-details' }
  | { readonly kind: 'manage-trust' }
  | { readonly kind: 'set-api-key'; readonly provider?: string }
  | { readonly kind: 'test-connection'; readonly provider: string }
  | { readonly kind: 'show-catalogue' }
  | { readonly kind: 'raise-budget'; readonly budgetType?: BudgetType; readonly scope?: string }
  | {
      readonly kind: 'open-file';
      readonly workspaceRoot: string;
      readonly path: string;
      readonly title: string;
    }
  | { readonly kind: 'review-tests'; readonly runId: string }
  | { readonly kind: 'accept-tests'; readonly runId: string }
  | { readonly kind: 'undo'; readonly runId: string; readonly workspaceRoot: string };

/** A message for the user, before any editor is involved. */
export interface Presentation {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly actions: readonly PresentedAction[];
}

/** The label of the action's button. */
export function titleOfAction(action: PresentedAction): string {
  switch (action.kind) {
    case 'open-setting':
      return t('Open Setting');
    case 'show-log':
      return t('Show Log');
    case 'show-receipts':
      return t('Show Receipts');
    case 'show-details':
      return t('Show Details');
    case 'manage-trust':
      return t('Manage Workspace Trust');
    case 'set-api-key':
      return t('Set API Key…');
    case 'test-connection':
      return t('Test Connection');
    case 'show-catalogue':
      return t('Show Catalogue');
    case 'raise-budget':
      return t('Raise Budget…');
    case 'open-file':
      return action.title;
    case 'review-tests':
      return t('Review');
    case 'accept-tests':
      return t('Accept All');
    case 'undo':
      return t('Undo');
  }
}
