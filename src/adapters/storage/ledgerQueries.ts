import type { LedgerRow, LedgerTotals, TimeRange } from '../../core/cost/ledgerStore';
import type { SqlJsDatabase, SqlRow } from './sqlJsDatabase';

const columns = `call_id, ended_at_ms, run_id, model_id, agent_type, task_type, workspace, outcome,
  input_tokens, output_tokens, cost_micro_usd, provenance`;

/** Adds the row unless its call is there already. Fails for a row that breaks any other rule of the table. */
export function insertRow(database: SqlJsDatabase, row: LedgerRow): void {
  // Not INSERT OR IGNORE: that would also swallow a value of the wrong type.
  database.run(
    `INSERT INTO call (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (call_id) DO NOTHING`,
    [
      row.callId,
      row.endedAtMs,
      row.runId,
      row.modelId,
      row.agentType,
      row.taskType,
      row.workspace,
      row.outcome,
      row.inputTokens,
      row.outputTokens,
      row.costMicroUsd,
      row.provenance,
    ],
  );
}

/** Rows are kept for this long. */
const retentionMs = 400 * 86_400_000;

/** Removes rows that ended more than 400 days ago; a clock that is ahead of every row does not make them older. */
export function pruneRows(database: SqlJsDatabase, nowMs: number): void {
  database.run('DELETE FROM call WHERE ended_at_ms < MIN(?, (SELECT MAX(ended_at_ms) FROM call)) - ?', [
    nowMs,
    retentionMs,
  ]);
}

/** Rows of the half-open range, oldest first; rows of the same millisecond in order of arrival. */
export function selectRows(database: SqlJsDatabase, range: TimeRange): LedgerRow[] {
  return database.all(
    `SELECT ${columns} FROM call WHERE ended_at_ms >= ? AND ended_at_ms < ? ORDER BY ended_at_ms, rowid`,
    [range.fromMs, range.toMs],
    toLedgerRow,
  );
}

/** Count and sum of the half-open range; computed by SQLite in 64-bit integers. */
export function selectTotals(database: SqlJsDatabase, range: TimeRange): LedgerTotals {
  return database.one(
    `SELECT COUNT(*), COALESCE(SUM(cost_micro_usd), 0), COALESCE(MAX(provenance = 'estimated'), 0)
     FROM call WHERE ended_at_ms >= ? AND ended_at_ms < ?`,
    [range.fromMs, range.toMs],
    (row) => ({ calls: row.integer(0), costMicroUsd: row.integer(1), isEstimated: row.integer(2) === 1 }),
  );
}

function toLedgerRow(row: SqlRow): LedgerRow {
  return {
    callId: row.text(0),
    endedAtMs: row.integer(1),
    runId: row.text(2),
    modelId: row.text(3),
    agentType: row.text(4),
    taskType: row.text(5),
    workspace: row.text(6),
    outcome: oneOf(row.text(7), 'completed', 'failed', 'cancelled'),
    inputTokens: row.integer(8),
    outputTokens: row.integer(9),
    costMicroUsd: row.integer(10),
    provenance: oneOf(row.text(11), 'measured', 'estimated'),
  };
}

function oneOf<T extends string>(value: string, ...known: readonly T[]): T {
  const match = known.find((candidate) => candidate === value);
  if (match === undefined) throw new TypeError(`${value} is none of ${known.join(', ')}`);
  return match;
}
