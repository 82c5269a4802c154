import type { Migrations } from './migrate';

/** Format of `ledger.db`. Released steps are never edited: a change is a new step at the end. */
export const ledgerMigrations: Migrations = [
  `
  CREATE TABLE call (
    call_id TEXT NOT NULL UNIQUE,
    ended_at_ms INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    model_id TEXT NOT NULL,
    agent_type TEXT NOT NULL,
    task_type TEXT NOT NULL,
    workspace TEXT NOT NULL,
    outcome TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_micro_usd INTEGER NOT NULL,
    provenance TEXT NOT NULL
  ) STRICT;
  CREATE INDEX call_by_time ON call (ended_at_ms, cost_micro_usd, provenance);
  CREATE INDEX call_by_run ON call (run_id);
  -- How much of each journal segment is already in the tables above.
  CREATE TABLE seg (
    name TEXT NOT NULL UNIQUE,
    consumed_bytes INTEGER NOT NULL,
    damaged_lines INTEGER NOT NULL
  ) STRICT;
  `,
];
