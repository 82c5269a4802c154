import type { ModelSelection } from '../routing/modelSelection';
import type { LedgerRow } from './ledgerStore';
import { costOf, type TokenUsage } from './pricing';

/** What is known of a call of a model when it has ended. */
export interface ModelCall
  extends Pick<
    LedgerRow,
    'callId' | 'endedAtMs' | 'runId' | 'agentType' | 'workspace' | 'outcome' | 'provenance'
  > {
  readonly selection: ModelSelection;
  readonly usage: TokenUsage;
}

/**
 * The ledger row of a call, its cost computed from the usage and the prices of the model that was used.
 * @throws RangeError when the price of the model is unknown: it is never written down as 0.
 */
export function ledgerRowOf({ selection, usage, ...call }: ModelCall): LedgerRow {
  const { prices } = selection.modelConfig;
  if (!prices) throw new RangeError(`The price of ${selection.modelName} is not known`);
  return {
    ...call,
    modelId: selection.modelName,
    taskType: selection.taskType,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    costMicroUsd: costOf(usage, prices),
  };
}
