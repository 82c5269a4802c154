import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { lock } from 'proper-lockfile';
import type { Clock } from '../../base/clock';
import { hasCode, replaceFile, syncFolder, temporaryFilePattern } from './durableFile';
import { type JournaledView, listSegments, snapshotIdOf } from './journaledView';
import { isSegmentAbandoned } from './journalSegment';
import type { JournalWriter } from './journalWriter';

/** A database up to this size is written in a few milliseconds: then every row goes into it at once. */
const smallDatabaseBytes = 1024 * 1024;
/** With less to fold than this into a larger one it is left to a later process: it costs up to a second. */
const worthwhileRows = 500;
const worthwhileSegments = 16;
/** A holder that does not renew its lock for this long is taken for dead; holders renew it every 15 s. */
const lockStaleMs = 30_000;

export interface CompactionOptions {
  readonly folder: string;
  /** Without `.lock`. */
  readonly lockName: string;
  readonly snapshotPath: string;
  readonly journalFolder: string;
  readonly view: JournaledView<unknown>;
  readonly journal: JournalWriter;
  readonly clock: Clock;
}

/** Is there enough in the journals to be worth a compaction now? */
export async function isCompactionWorthwhile(options: CompactionOptions): Promise<boolean> {
  await options.view.refresh();
  const { journalRows } = options.view;
  if (journalRows >= worthwhileRows) return true;
  if (journalRows > 0 && (await sizeOf(options.snapshotPath)) <= smallDatabaseBytes) return true;
  return (await findAbandoned(options)).length >= worthwhileSegments;
}

/** 0 for a file that is not there yet. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0;
    throw error;
  }
}

/** Tells whether somebody else may have taken the lock over. */
export type IsLockLost = () => boolean;

/**
 * Folds all journals into a new snapshot and deletes the segments nobody writes any more. Killed at any point it loses nothing:
 * the snapshot is replaced in one step, segments go only afterwards, and rows that are in both count once.
 * @returns false when another process is at it and nothing was done
 */
export function compactJournals(options: CompactionOptions): Promise<boolean> {
  return withCompactionLock(options, (isLockLost) => fold(options, isLockLost));
}

/** @returns false when another process has the lock and nothing was done */
export async function withCompactionLock(
  { folder, lockName }: Pick<CompactionOptions, 'folder' | 'lockName'>,
  work: (isLockLost: IsLockLost) => Promise<void>,
): Promise<boolean> {
  let isLockLost = false;
  let release: () => Promise<void>;
  try {
    release = await lock(join(folder, lockName), {
      realpath: false,
      stale: lockStaleMs,
      onCompromised: () => {
        isLockLost = true;
      },
    });
  } catch (error) {
    if (hasCode(error, 'ELOCKED')) return false;
    throw error;
  }
  try {
    await work(() => isLockLost);
    return true;
  } finally {
    // It is gone already when it was lost, for example because the machine slept.
    if (!isLockLost) await release();
  }
}

async function fold(options: CompactionOptions, isLockLost: IsLockLost): Promise<void> {
  const { folder, snapshotPath, journalFolder, view, clock } = options;
  await removeLeftovers(folder, snapshotPath);
  // Before reading: a writer that is gone now has written all it ever will, and the view is about to see it.
  const abandoned = await findAbandoned(options);
  await view.refresh();
  const snapshot = view.toSnapshot(await listSegments(journalFolder), clock.now());
  let snapshotId = '';
  await replaceFile(snapshotPath, snapshot, {
    beforeRename: async (newFile) => {
      snapshotId = snapshotIdOf(await newFile.stat({ bigint: true }));
      // The lock expires while a machine sleeps. Another snapshot may hold rows of segments that are no more.
      if (isLockLost() || !(await view.isCurrent())) throw new CompactedMeanwhileError();
    },
  });
  view.adoptSnapshot(snapshotId);
  await removeSegments(journalFolder, abandoned, (name) => view.damagedLinesIn(name));
}

/** Somebody else has put a snapshot in place since the reading began, or may have. */
export class CompactedMeanwhileError extends Error {
  override readonly name = 'CompactedMeanwhileError';

  constructor() {
    super('Somebody else compacted meanwhile');
  }
}

/** Segments that nobody will ever write to again. To be asked before they are read: then what is read of them is all there is. */
export async function findAbandoned({
  journalFolder,
  journal,
  clock,
}: CompactionOptions): Promise<readonly string[]> {
  const abandoned: string[] = [];
  for (const name of await listSegments(journalFolder)) {
    if (journal.hasFinished(name)) {
      abandoned.push(name);
      continue;
    }
    const { mtimeMs } = await stat(join(journalFolder, name));
    if (isSegmentAbandoned(name, mtimeMs, clock.now())) abandoned.push(name);
  }
  return abandoned;
}

/** Removes segments whose rows are in the snapshot on disk; the others, of which nothing is known, are left alone. */
export async function removeSegments(
  journalFolder: string,
  names: readonly string[],
  damagedLinesIn: (name: string) => number | undefined,
): Promise<void> {
  for (const name of names) {
    const damagedLines = damagedLinesIn(name);
    if (damagedLines !== undefined) await removeSegment(join(journalFolder, name), damagedLines > 0);
  }
  if (names.length > 0) await syncFolder(journalFolder);
}

async function removeSegment(path: string, isDamaged: boolean): Promise<void> {
  try {
    // What could not be read is kept for whoever wants to look at it; it is never read again.
    if (isDamaged) await rename(path, `${path}.damaged`);
    else await rm(path, { force: true });
  } catch (error) {
    // Windows: somebody is reading it. The offsets in the snapshot keep it from counting; the next compaction tries again.
    if (!hasCode(error, 'EBUSY', 'EPERM', 'EACCES')) throw error;
  }
}

/** A compaction that was killed leaves its unfinished snapshot; whoever holds the lock knows that nobody is writing one. */
export async function removeLeftovers(folder: string, snapshotPath: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(basename(snapshotPath)) && temporaryFilePattern.test(name)) {
      await rm(join(folder, name), { force: true });
    }
  }
}
