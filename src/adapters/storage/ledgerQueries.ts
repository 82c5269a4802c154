import { doors } from '../../core/cost/door';
import type { LedgerRow, LedgerTotals, RowFilter, TimeRange } from '../../core/cost/ledgerStore';
import type { SqlJsDatabase, SqlRow } from './sqlJsDatabase';

const columns = `call_id, ended_at_ms, run_id, model_id, agent_id, agent_type, task_type, workspace, git_branch, tag, outcome,
  input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, cost_micro_usd, provenance, door`;

/**
 * Adds the row unless its call is there already; one that was given up in place of its writer makes way for the writer's own.
 * Fails for a row that breaks any other rule of the table.
 */
export function insertRow(database: SqlJsDatabase, row: LedgerRow): void {
  // Not INSERT OR IGNORE: that would also swallow a value of the wrong type.
  database.run(
    `INSERT INTO call (${columns}, is_given_up) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
     ON CONFLICT (call_id) DO UPDATE SET
       ended_at_ms = excluded.ended_at_ms, outcome = excluded.outcome, input_tokens = excluded.input_tokens,
       cache_read_tokens = excluded.cache_read_tokens, cache_write_tokens = excluded.cache_write_tokens,
       output_tokens = excluded.output_tokens, cost_micro_usd = excluded.cost_micro_usd,
       provenance = excluded.provenance, is_given_up = 0
     WHERE call.is_given_up = 1`,
    valuesOf(row),
  );
}

/** Adds the row of a call whose process is gone; any other row of that call counts instead. */
export function insertGivenUpRow(database: SqlJsDatabase, row: LedgerRow): void {
  database.run(
    `INSERT INTO call (${columns}, is_given_up) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
     ON CONFLICT (call_id) DO NOTHING`,
    valuesOf(row),
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
export function selectTotals(
  database: SqlJsDatabase,
  range: TimeRange,
  { runId, agentType }: RowFilter = {},
): LedgerTotals {
  const conditions = ['ended_at_ms >= ?', 'ended_at_ms < ?'];
  const parameters: (string | number)[] = [range.fromMs, range.toMs];
  // Only what is asked for, so that all of it can come from an index.
  const narrow = (column: string, value: string | undefined): void => {
    if (value === undefined) return;
    conditions.push(`${column} = ?`);
    parameters.push(value);
  };
  narrow('run_id', runId);
  narrow('agent_type', agentType);
  return database.one(
    `SELECT COUNT(*), COALESCE(SUM(cost_micro_usd), 0), COALESCE(MAX(provenance = 'estimated'), 0),
       COALESCE(SUM(provenance = 'unpriced'), 0)
     FROM call WHERE ${conditions.join(' AND ')}`,
    parameters,
    (row) => ({
      calls: row.integer(0),
      costMicroUsd: row.integer(1),
      isEstimated: row.integer(2) === 1,
      unpricedCalls: row.integer(3),
    }),
  );
}

function valuesOf(row: LedgerRow): (string | number | null)[] {
  return [
    row.callId,
    row.endedAtMs,
    row.runId,
    row.modelId,
    row.agentId,
    row.agentType,
    row.taskType,
    row.workspace,
    row.gitBranch ?? null,
    row.tag ?? null,
    row.outcome,
    row.inputTokens,
    row.cacheReadTokens,
    row.cacheWriteTokens,
    row.outputTokens,
    row.costMicroUsd,
    row.provenance,
    row.door ?? null,
  ];
}

function toLedgerRow(row: SqlRow): LedgerRow {
  return {
    callId: row.text(0),
    endedAtMs: row.integer(1),
    runId: row.text(2),
    modelId: row.text(3),
    agentId: row.text(4),
    agentType: row.text(5),
    taskType: row.text(6),
    workspace: row.text(7),
    ...(row.isNull(8) ? {} : { gitBranch: row.text(8) }),
    ...(row.isNull(9) ? {} : { tag: row.text(9) }),
    outcome: oneOf(row.text(10), 'completed', 'failed', 'cancelled'),
    inputTokens: row.integer(11),
    cacheReadTokens: row.integer(12),
    cacheWriteTokens: row.integer(13),
    outputTokens: row.integer(14),
    costMicroUsd: row.integer(15),
    provenance: oneOf(row.text(16), 'measured', 'estimated', 'unpriced'),
    ...(row.isNull(17) ? {} : { door: oneOf(row.text(17), ...doors) }),
  };
}

function oneOf<T extends string>(value: string, ...known: readonly T[]): T {
  const match = known.find((candidate) => candidate === value);
  if (match === undefined) throw new TypeError(`${value} is none of ${known.join(', ')}`);
  return match;
}
