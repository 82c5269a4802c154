import type { SpendLimit } from '../../core/cost/ledgerStore';
import type { MicroUsd } from '../../core/cost/money';
import type { LedgerOperation, ReserveOperation } from './ledgerOperation';
import { insertGivenUpRow, insertRow } from './ledgerQueries';
import { parseLedgerRow } from './ledgerRowCodec';
import type { OpenItem } from './recordFormat';
import type { SqlJsDatabase } from './sqlJsDatabase';

/** A machine that slept in the middle of reading the journals goes on when it wakes up; nothing is read again later than this. */
const tombstoneKeptMs = 86_400_000;

/**
 * Takes the operation in; in any order the outcome is the same: a row counts before a release, that before a row written in place
 * of a process that is gone, and that before the reservation.
 */
export function applyLedgerOperation(database: SqlJsDatabase, operation: LedgerOperation): void {
  switch (operation.op) {
    case 'append':
      insertRow(database, operation.row);
      return;
    case 'reserve':
      insertReservation(database, operation);
      return;
    case 'settle':
      insertRow(database, operation.row);
      database.run('DELETE FROM reservation WHERE call_id = ?', [operation.row.callId]);
      return;
    case 'release':
      database.run('DELETE FROM call WHERE call_id = ? AND is_given_up = 1', [operation.callId]);
      database.run(
        `INSERT INTO reservation (call_id, released_at_ms) VALUES (?, ?)
         ON CONFLICT (call_id) DO UPDATE SET released_at_ms = excluded.released_at_ms, owner = NULL,
           requested_at_ms = NULL, run_id = NULL, agent_type = NULL, amount_micro_usd = NULL, row = NULL`,
        [operation.callId, operation.releasedAtMs],
      );
  }
}

/**
 * What counts against the limit: rows of its range, and whatever is open, because the row of a call that is under way ends up in
 * the current window, whenever it was begun.
 */
export function selectCommitted(database: SqlJsDatabase, limit: SpendLimit): MicroUsd {
  const { range, runId = null, agentType = null } = limit;
  const filter = [range.toMs, runId, agentType];
  // A run is looked up by its index; anything else by time.
  const rows =
    runId === null
      ? `ended_at_ms >= ?4 AND ended_at_ms < ?1 AND cost_micro_usd > 0 AND (?3 IS NULL OR agent_type = ?3)`
      : `run_id = ?2 AND ended_at_ms >= ?4 AND ended_at_ms < ?1 AND (?3 IS NULL OR agent_type = ?3)`;
  const settled = sum(database, `SELECT COALESCE(SUM(cost_micro_usd), 0) FROM call WHERE ${rows}`, [
    ...filter,
    range.fromMs,
  ]);
  const open = sum(
    database,
    `SELECT COALESCE(SUM(amount_micro_usd), 0) FROM reservation
     WHERE released_at_ms IS NULL AND requested_at_ms < ?1
       AND (?2 IS NULL OR run_id = ?2) AND (?3 IS NULL OR agent_type = ?3)`,
    filter,
  );
  return settled + open;
}

/** Is there a row of the call, or a reservation, be it open or released? */
export function isCallKnown(database: SqlJsDatabase, callId: string): boolean {
  const count = sum(
    database,
    `SELECT (SELECT COUNT(*) FROM call WHERE call_id = ?1) + (SELECT COUNT(*) FROM reservation WHERE call_id = ?1)`,
    [callId],
  );
  return count > 0;
}

/** Reservations that nobody has settled or released. */
export function selectOpenReservations(database: SqlJsDatabase): OpenItem[] {
  return database.all(
    'SELECT call_id, owner, requested_at_ms FROM reservation WHERE released_at_ms IS NULL',
    [],
    (row) => ({ id: row.text(0), writer: row.text(1), sinceMs: row.integer(2) }),
  );
}

/** Turns the reservation into its row, because nobody will settle it. */
export function giveUpReservation(database: SqlJsDatabase, callId: string): void {
  const [row] = database.all(
    'SELECT row FROM reservation WHERE call_id = ? AND released_at_ms IS NULL',
    [callId],
    (found) => parseLedgerRow(JSON.parse(found.text(0))),
  );
  if (!row) return;
  insertGivenUpRow(database, row);
  database.run('DELETE FROM reservation WHERE call_id = ?', [callId]);
}

/** Forgets releases that are a day old. */
export function pruneReservations(database: SqlJsDatabase, nowMs: number): void {
  database.run('DELETE FROM reservation WHERE released_at_ms < ?', [nowMs - tombstoneKeptMs]);
}

function insertReservation(database: SqlJsDatabase, { owner, requestedAtMs, row }: ReserveOperation): void {
  database.run(
    `INSERT INTO reservation (call_id, owner, requested_at_ms, run_id, agent_type, amount_micro_usd, row)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM call WHERE call_id = ?1)
     ON CONFLICT (call_id) DO NOTHING`,
    [row.callId, owner, requestedAtMs, row.runId, row.agentType, row.costMicroUsd, JSON.stringify(row)],
  );
}

function sum(database: SqlJsDatabase, sql: string, parameters: readonly (string | number | null)[]): number {
  return database.one(sql, parameters, (row) => row.integer(0));
}
