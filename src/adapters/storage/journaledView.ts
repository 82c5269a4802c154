import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { hasCode } from './durableFile';
import { decodeLines } from './journalLines';
import { isOpenItemAbandoned, isSegmentName } from './journalSegment';
import { formatVersion, migrate } from './migrations/migrate';
import type { OpenItem, RecordFormat } from './recordFormat';
import { openSqlJsDatabase, type SqlJsDatabase } from './sqlJsDatabase';

/** How much of a segment is in the database of a view. */
export interface SegmentProgress {
  readonly consumedBytes: number;
  readonly damagedLines: number;
}

/** What a snapshot was made of. */
export interface FoldedContent {
  /** The snapshot that it goes on from. */
  readonly baseId: string;
  /** Rows that it has and the other one has not. */
  readonly journalRows: number;
  readonly segments: ReadonlyMap<string, SegmentProgress>;
}

interface LoadedRecord {
  readonly database: SqlJsDatabase;
  snapshotId: string;
  readonly segments: Map<string, SegmentProgress>;
  /** Rows that came from the journal, not from the snapshot. */
  journalRows: number;
}

export interface JournaledViewOptions<Row> {
  readonly format: RecordFormat<Row>;
  readonly snapshotPath: string;
  readonly journalFolder: string;
  readonly wasmPath: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

const noSnapshot = 'none';
const sqliteHeader = 'SQLite format 3\0';
const maxRefreshRounds = 50;
/** Some hundred rows: they are taken in within a few milliseconds. */
const pieceBytes = 128 * 1024;

/**
 * All rows on disk, snapshot and journals together, as a database in memory. Errors are the platform's and SQLite's own; after
 * one the view is empty and the next `refresh` starts afresh. Calls must not overlap.
 */
export class JournaledView<Row> {
  private loaded: LoadedRecord | undefined;

  constructor(private readonly options: JournaledViewOptions<Row>) {}

  /** Has a `refresh` succeeded, and none failed since? */
  get isLoaded(): boolean {
    return this.loaded !== undefined;
  }

  /** Rows that the next compaction would move into the snapshot. */
  get journalRows(): number {
    return this.loaded?.journalRows ?? 0;
  }

  /** Takes in whatever any process had on disk when this was called. */
  async refresh(): Promise<void> {
    try {
      for (let round = 0; round < maxRefreshRounds; round++) {
        if (!this.loaded || (await this.currentSnapshotId()) !== this.loaded.snapshotId) await this.load();
        await this.replay(this.record);
        await this.giveUpAbandoned(this.record);
        // A compaction in the meantime may have deleted segments before we saw their end; their rows are in its snapshot.
        if ((await this.currentSnapshotId()) === this.record.snapshotId) return;
      }
      throw new Error(`it was replaced ${maxRefreshRounds} times while it was being read`);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Everything as of the last `refresh`; until the next one or `close`. @throws Error when nothing is loaded */
  get database(): SqlJsDatabase {
    return this.record.database;
  }

  /** Lines of the segment that were spoiled on disk; undefined for a segment the last `refresh` did not see. */
  damagedLinesIn(name: string): number | undefined {
    return this.record.segments.get(name)?.damagedLines;
  }

  /** The bytes of a snapshot that holds everything in view; `segmentNames` are the segments worth remembering. */
  toSnapshot(segmentNames: readonly string[], nowMs: number): Uint8Array {
    const { database, segments } = this.record;
    this.options.format.prune?.(database, nowMs);
    database.transaction(() => {
      database.run('DELETE FROM seg');
      for (const name of segmentNames) {
        const progress = segments.get(name);
        if (!progress) continue;
        database.run('INSERT INTO seg (name, consumed_bytes, damaged_lines) VALUES (?, ?, ?)', [
          name,
          progress.consumedBytes,
          progress.damagedLines,
        ]);
      }
    });
    return database.toBytes();
  }

  /** Is the snapshot on disk still the one that this view was made from? */
  async isCurrent(): Promise<boolean> {
    return (await this.currentSnapshotId()) === this.record.snapshotId;
  }

  /** The snapshot on disk is now the one that `toSnapshot` gave; it need not be loaded again. */
  adoptSnapshot(snapshotId: string): void {
    this.record.snapshotId = snapshotId;
    this.record.journalRows = 0;
  }

  /** What `toSnapshot` would give now, by where it comes from. */
  get content(): FoldedContent {
    const { snapshotId: baseId, journalRows, segments } = this.record;
    return { baseId, journalRows, segments: new Map(segments) };
  }

  /**
   * The snapshot on disk is now one that another view made at `nowMs`. It need not be loaded when it goes on from the same one as
   * this view and has nothing that is not here; otherwise the next `refresh` loads it.
   */
  adoptFolded(snapshotId: string, content: FoldedContent, nowMs: number): void {
    const { record } = this;
    const isConsumed = ([name, { consumedBytes }]: readonly [string, SegmentProgress]): boolean =>
      consumedBytes <= (record.segments.get(name)?.consumedBytes ?? 0);
    if (content.baseId !== record.snapshotId || ![...content.segments].every(isConsumed)) {
      this.close();
      return;
    }
    record.snapshotId = snapshotId;
    record.journalRows -= content.journalRows;
    this.options.format.prune?.(record.database, nowMs);
  }

  /** Frees the memory. A later `refresh` loads again. */
  close(): void {
    const { loaded } = this;
    this.loaded = undefined;
    loaded?.database.close();
  }

  private get record(): LoadedRecord {
    if (!this.loaded) throw new Error('it has not been loaded');
    return this.loaded;
  }

  private async load(): Promise<void> {
    this.close();
    const { bytes, snapshotId } = await this.readSnapshot();
    const database = await openSqlJsDatabase(this.options.wasmPath, bytes);
    try {
      if (bytes) assertSound(database, this.options.format.title);
      migrate(database, this.options.format.migrations);
      const segments = new Map(
        database.all('SELECT name, consumed_bytes, damaged_lines FROM seg', [], (row) => [
          row.text(0),
          { consumedBytes: row.integer(1), damagedLines: row.integer(2) },
        ]),
      );
      this.loaded = { database, snapshotId, segments, journalRows: 0 };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  private async readSnapshot(): Promise<{ bytes: Uint8Array | undefined; snapshotId: string }> {
    let file: FileHandle;
    try {
      file = await open(this.options.snapshotPath, 'r');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return { bytes: undefined, snapshotId: noSnapshot };
      throw error;
    }
    try {
      // The file is only ever replaced, never written to: what the handle says fits the bytes it gives.
      const snapshotId = snapshotIdOf(await file.stat({ bigint: true }));
      const bytes = await file.readFile();
      if (bytes.toString('latin1', 0, sqliteHeader.length) !== sqliteHeader) {
        throw new Error('it is no SQLite database');
      }
      return { bytes, snapshotId };
    } finally {
      await file.close();
    }
  }

  private async currentSnapshotId(): Promise<string> {
    try {
      return snapshotIdOf(await stat(this.options.snapshotPath, { bigint: true }));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return noSnapshot;
      throw error;
    }
  }

  /** Ends what processes that are gone have left open; in memory, so that reading changes nothing on disk. */
  private async giveUpAbandoned(record: LoadedRecord): Promise<void> {
    const { format, clock } = this.options;
    const nowMs = clock.now();
    const isAbandoned = ({ writer, sinceMs }: OpenItem) => isOpenItemAbandoned(writer, sinceMs, nowMs);
    const abandoned = format.openItems?.(record.database).filter(isAbandoned) ?? [];
    if (abandoned.length === 0) return;
    // Whoever is gone now has written all he ever will; it may have been after we looked.
    await this.replay(record);
    const stillOpen = new Set(format.openItems?.(record.database).map(({ id }) => id));
    record.database.transaction(() => {
      for (const { id } of abandoned) if (stillOpen.has(id)) format.giveUp?.(record.database, id);
    });
  }

  private async replay(record: LoadedRecord): Promise<void> {
    for (const name of await listSegments(this.options.journalFolder)) {
      const known = record.segments.get(name)?.damagedLines ?? 0;
      await this.replaySegment(record, name);
      const damagedLines = (record.segments.get(name)?.damagedLines ?? 0) - known;
      if (damagedLines === 0) continue;
      const { logger, format } = this.options;
      logger.warn(`Lines of the ${format.journalTitle} are damaged and were left out`, {
        segment: name,
        damagedLines,
      });
    }
  }

  /** Piece by piece, so that others get their turn between two pieces. */
  private async replaySegment(record: LoadedRecord, name: string): Promise<void> {
    const { format, journalFolder } = this.options;
    for (let maxBytes = pieceBytes; ; ) {
      const progress = record.segments.get(name) ?? { consumedBytes: 0, damagedLines: 0 };
      const bytes = await readFrom(join(journalFolder, name), progress.consumedBytes, maxBytes);
      const { rows, consumedBytes, damagedLines } = decodeLines(bytes, format.parse);
      record.database.transaction(() => {
        for (const row of rows) format.apply(record.database, row);
      });
      record.journalRows += rows.length;
      record.segments.set(name, {
        consumedBytes: progress.consumedBytes + consumedBytes,
        damagedLines: progress.damagedLines + damagedLines,
      });
      if (bytes.length < maxBytes) return;
      // A line can be longer than a piece.
      if (consumedBytes === 0) maxBytes *= 2;
    }
  }
}

/** Names of all segments in the folder, oldest first; none when there is no folder. */
export async function listSegments(journalFolder: string): Promise<readonly string[]> {
  try {
    return (await readdir(journalFolder)).filter(isSegmentName).sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** The bytes from `offset` on, fewer than `maxBytes` only at the end; none when the file has been deleted since it was listed. */
async function readFrom(path: string, offset: number, maxBytes: number): Promise<Buffer> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return Buffer.alloc(0);
    throw error;
  }
  try {
    const { size } = await file.stat();
    if (size <= offset) return Buffer.alloc(0);
    const bytes = Buffer.alloc(Math.min(size - offset, maxBytes));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function assertSound(database: SqlJsDatabase, title: string): void {
  // Nobody replaces the file before its tables exist, so version 0 is the database of somebody else.
  if (formatVersion(database) === 0) throw new Error(`it is no ${title}`);
  const verdict = database.one('PRAGMA quick_check(1)', [], (row) => row.text(0));
  if (verdict !== 'ok') throw new Error(verdict);
}

/** Tells one snapshot from the one that replaces it; a rename does not change it. */
export function snapshotIdOf({ ino, mtimeNs, size }: BigIntStats): string {
  return `${ino}-${mtimeNs}-${size}`;
}
