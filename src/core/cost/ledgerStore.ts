import type { MicroUsd } from './money';

/** One call of a model, the embedded engine's free ones included. Written once, never changed; totals are derived. */
export interface LedgerRow {
  /** Unique; a second row of the same id is ignored. */
  readonly callId: string;
  /** When the call ended, milliseconds since the epoch. */
  readonly endedAtMs: number;
  readonly runId: string;
  readonly modelId: string;
  readonly agentType: string;
  readonly taskType: string;
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  readonly outcome: 'completed' | 'failed' | 'cancelled';
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicroUsd: MicroUsd;
  /** `measured`: from the provider's own usage, or a free engine. `estimated`: the provider gave none. */
  readonly provenance: 'measured' | 'estimated';
}

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
}

/** Durable, append-only record shared by all windows and processes of the product. */
export interface LedgerStore {
  /** Resolves when the row is on disk. @throws LedgerError `ledger-unwritable` */
  append(row: LedgerRow): Promise<void>;
  /** Rows of all processes in the range, oldest first. @throws LedgerError `ledger-unreadable` */
  rows(range: TimeRange): Promise<readonly LedgerRow[]>;
  totals(range: TimeRange): Promise<LedgerTotals>;
  /** Folds what is pending into the database and releases files. */
  close(): Promise<void>;
}
