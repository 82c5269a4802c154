import type { ModelConfig } from '../routing/modelConfig';
import type { Door } from './door';
import type { LedgerRow } from './ledgerStore';
import type { MicroUsd } from './money';
import type { TokenUsage } from './pricing';

/** A call of a model that somebody is about to make, and on whose account. */
export interface PlannedCall {
  /** Unique; also that of the ledger row. */
  readonly callId: string;
  readonly model: ModelConfig;
  /** What the call costs at most; undefined when the price of the model is not known. */
  readonly worstCaseMicroUsd: MicroUsd | undefined;
  readonly runId: string;
  readonly agentId: string;
  readonly agentType: string;
  readonly taskType: string;
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  readonly gitBranch?: string;
  /** Left out: that of the settings. */
  readonly tag?: string;
  /** Left out: that of the host. */
  readonly door?: Door;
}

/** How a call ended that may have reached the provider. */
export interface CallEnd {
  readonly outcome: LedgerRow['outcome'];
  /** What the provider said last; undefined when it said nothing. */
  readonly usage: TokenUsage | undefined;
  /** False when the answer was cut off: the provider may have billed more than it had said by then. */
  readonly isComplete: boolean;
  /**
   * Estimated tokens of the text that arrived. Counts when the usage was not brought up to date before the answer was cut off:
   * Anthropic, for one, reports the output only at the end.
   */
  readonly receivedOutputTokens?: number;
}

/** Money that is held back for one call. It ends once: whatever is asked for afterwards changes nothing. */
export interface Reservation {
  /** Replaces the reservation by what the call cost, and announces it. @throws LedgerError: the reservation stays */
  settle(end: CallEnd): Promise<LedgerRow>;
  /** Gives the money back: the call never reached the provider. @throws LedgerError: the reservation stays */
  release(): Promise<void>;
}
