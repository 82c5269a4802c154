import { toCsvText } from '../../base/csv';
import type { LedgerRow } from './ledgerStore';

const columns: readonly (readonly [name: string, fieldOf: (row: LedgerRow) => string | number])[] = [
  ['call_id', (row) => row.callId],
  ['ended_at', (row) => new Date(row.endedAtMs).toISOString()],
  ['run_id', (row) => row.runId],
  ['model', (row) => row.modelId],
  ['agent_id', (row) => row.agentId],
  ['agent_type', (row) => row.agentType],
  ['task_type', (row) => row.taskType],
  ['workspace', (row) => row.workspace],
  ['git_branch', (row) => row.gitBranch ?? ''],
  ['tag', (row) => row.tag ?? ''],
  ['door', (row) => row.door ?? ''],
  ['outcome', (row) => row.outcome],
  ['input_tokens', (row) => row.inputTokens],
  ['cache_read_tokens', (row) => row.cacheReadTokens],
  ['cache_write_tokens', (row) => row.cacheWriteTokens],
  ['output_tokens', (row) => row.outputTokens],
  ['cost_micro_usd', (row) => row.costMicroUsd],
  ['provenance', (row) => row.provenance],
];

/**
 * The rows as CSV (RFC 4180) with a line of names; amounts are whole micro-dollars, times in UTC. A text that a spreadsheet would
 * take for a formula gets an apostrophe in front.
 */
export function toCsv(rows: readonly LedgerRow[]): string {
  const names = columns.map(([name]) => name);
  return toCsvText([names, ...rows.map((row) => columns.map(([, fieldOf]) => fieldOf(row)))]);
}

/** The rows as a JSON list, with the names of `LedgerRow`; amounts are whole micro-dollars, times milliseconds since the epoch. */
export function toJson(rows: readonly LedgerRow[]): string {
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}
