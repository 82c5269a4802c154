import type { BudgetType } from '../errors';
import type { Door } from './door';
import type { MicroUsd } from './money';

/** One call of a model, the embedded engine's free ones included. Written once, never changed; totals are derived. */
export interface LedgerRow {
  /** Unique; a second row of the same id is ignored. */
  readonly callId: string;
  /** When the call ended, milliseconds since the epoch. */
  readonly endedAtMs: number;
  readonly runId: string;
  readonly modelId: string;
  readonly agentId: string;
  readonly agentType: string;
  readonly taskType: string;
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  /** Of the workspace, when it is in one. */
  readonly gitBranch?: string;
  /** Free text of the user. */
  readonly tag?: string;
  /** Whom it was asked for by; absent in rows of versions that did not record it. */
  readonly door?: Door;
  readonly outcome: 'completed' | 'failed' | 'cancelled';
  /** All input, that from and to the cache included. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  /** 0 when `provenance` is `unpriced`. */
  readonly costMicroUsd: MicroUsd;
  /**
   * `measured`: from the provider's own usage, or a free engine. `estimated`: the provider gave none, or not all.
   * `unpriced`: the price is not known; such a call is never made under a budget.
   */
  readonly provenance: 'measured' | 'estimated' | 'unpriced';
}

/** Rows that belong to a run, were made by agents of a type, or both; left out: all. */
export interface RowFilter {
  readonly runId?: string;
  readonly agentType?: string;
}

/** A limit that must hold together with what is reserved and not settled yet. */
export interface SpendLimit extends RowFilter {
  readonly budgetType: BudgetType;
  /** Rows that count; of open reservations all that were made before its end, because their rows are still to come. */
  readonly range: TimeRange;
  readonly limitMicroUsd: MicroUsd;
}

/** Asks to spend at most `amountMicroUsd` on one call. */
export interface ReservationRequest {
  /** Of the call; also that of the row that settles it. */
  readonly callId: string;
  readonly amountMicroUsd: MicroUsd;
  readonly requestedAtMs: number;
  readonly runId: string;
  readonly agentType: string;
  /** For the row that is written if this process dies before it settles. */
  readonly row: LedgerRow;
  readonly limits: readonly SpendLimit[];
}

export type ReservationOutcome =
  | { readonly status: 'granted' }
  /** The first limit that would not hold; `committedMicroUsd` is spent and reserved by others. */
  | { readonly status: 'refused'; readonly limit: SpendLimit; readonly committedMicroUsd: MicroUsd };

/** Half-open interval [fromMs, toMs). */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface LedgerTotals {
  readonly calls: number;
  readonly costMicroUsd: MicroUsd;
  /** True when any of the rows was estimated. */
  readonly isEstimated: boolean;
  /** Calls whose price is not known: they are missing from the cost. */
  readonly unpricedCalls: number;
}

/** Durable, append-only record shared by all windows and processes of the product. */
export interface LedgerStore {
  /** Resolves when the row is on disk. @throws LedgerError `ledger-unwritable` */
  append(row: LedgerRow): Promise<void>;
  /**
   * Grants the amount if every limit holds with it, counting rows and open reservations of all processes, in one step that no
   * other process can get into. Granted, it counts until `settle` or `release`; if this process dies first, it becomes the
   * request's row, with the reserved amount as an estimated cost, because the provider may have billed it. The same goes for one
   * that is still open when the store is closed, or after a day. What costs nothing is granted at once.
   * @throws LedgerError: nothing is granted
   */
  reserve(request: ReservationRequest): Promise<ReservationOutcome>;
  /** Replaces the reservation by the row, in one durable step; without one it appends the row. @throws LedgerError: the reservation stays */
  settle(row: LedgerRow): Promise<void>;
  /** Gives the reservation back: the call was not made. Without one it does nothing. @throws LedgerError: it stays */
  release(callId: string): Promise<void>;
  /** Rows of all processes in the range, oldest first. @throws LedgerError `ledger-unreadable` */
  rows(range: TimeRange): Promise<readonly LedgerRow[]>;
  totals(range: TimeRange, filter?: RowFilter): Promise<LedgerTotals>;
  /** Folds what is pending into the database and releases files. */
  close(): Promise<void>;
}
