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
  `
  -- Version 1 did not say which agent made a call.
  ALTER TABLE call ADD COLUMN agent_id TEXT NOT NULL DEFAULT 'unknown';
  ALTER TABLE call ADD COLUMN git_branch TEXT;
  ALTER TABLE call ADD COLUMN tag TEXT;
  ALTER TABLE call ADD COLUMN cache_read_tokens INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE call ADD COLUMN cache_write_tokens INTEGER NOT NULL DEFAULT 0;
  -- 1: written in place of a process that died in the middle of the call; a row of its own, should it turn up, counts instead.
  ALTER TABLE call ADD COLUMN is_given_up INTEGER NOT NULL DEFAULT 0;
  -- Most calls are free; budgets add up the others.
  CREATE INDEX paid_call_by_time ON call (ended_at_ms, cost_micro_usd) WHERE cost_micro_usd > 0;
  CREATE TABLE reservation (
    call_id TEXT NOT NULL UNIQUE,
    -- Of a released one only this is kept, until its beginning cannot turn up any more.
    released_at_ms INTEGER,
    owner TEXT,
    requested_at_ms INTEGER,
    run_id TEXT,
    agent_type TEXT,
    amount_micro_usd INTEGER,
    -- The row, as JSON, that is written if the owner dies.
    row TEXT,
    CHECK ((released_at_ms IS NULL) = (row IS NOT NULL))
  ) STRICT;
  CREATE INDEX open_reservation ON reservation (requested_at_ms) WHERE released_at_ms IS NULL;
  `,
  `
  -- Version 2 did not say through which way into the product a call was asked for.
  ALTER TABLE call ADD COLUMN door TEXT;
  `,
];
