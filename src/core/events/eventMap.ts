import type { BudgetStatus } from '../cost/budget';
import type { LedgerRow } from '../cost/ledgerStore';

/** Events of the fleet by name (spec 7.1); the payload is what every handler of the name receives. */
export interface EventMap {
  'agent:spawned': { readonly agentId: string; readonly agentType: string };
  'task.started': { readonly taskId: string; readonly agentId: string; readonly taskType: string };
  'task.completed': { readonly taskId: string; readonly agentId: string };
  'task.failed': {
    readonly taskId: string;
    readonly agentId: string;
    readonly code: string;
    readonly message: string;
  };
  'cost.tracked': { readonly row: LedgerRow; readonly budgetStatus: BudgetStatus };
}

export type EventName = keyof EventMap;
