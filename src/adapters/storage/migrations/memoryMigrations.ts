import type { Migrations } from './migrate';

/** Format of `memory.db`. Released steps are never edited: a change is a new step at the end. */
export const memoryMigrations: Migrations = [
  `
  CREATE TABLE entry (
    partition TEXT NOT NULL,
    key TEXT NOT NULL,
    -- Of all writes to a key the one with the highest version and, within it, writer counts.
    version INTEGER NOT NULL,
    writer TEXT NOT NULL,
    -- Of a removed entry only this is kept, until no earlier write to the key can turn up any more.
    removed_at_ms INTEGER,
    value TEXT,
    owner_kind TEXT,
    owner_id TEXT,
    owner_type TEXT,
    access_level TEXT,
    created_at_ms INTEGER,
    expires_at_ms INTEGER,
    PRIMARY KEY (partition, key),
    CHECK ((removed_at_ms IS NULL) = (value IS NOT NULL))
  ) STRICT;
  CREATE INDEX entry_by_version ON entry (version);
  CREATE INDEX entry_by_expiry ON entry (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
  CREATE INDEX entry_by_removal ON entry (removed_at_ms) WHERE removed_at_ms IS NOT NULL;
  -- How much of each journal segment is already in the table above.
  CREATE TABLE seg (
    name TEXT NOT NULL UNIQUE,
    consumed_bytes INTEGER NOT NULL,
    damaged_lines INTEGER NOT NULL
  ) STRICT;
  `,
];
