import { rm } from 'node:fs/promises';
import { putInPlace } from './durableFile';
import { type FoldedSnapshot, foldInThread } from './foldThread';
import {
  CompactedMeanwhileError,
  type CompactionOptions,
  findAbandoned,
  type IsLockLost,
  removeLeftovers,
  removeSegments,
  withCompactionLock,
} from './journalCompaction';

export interface ThreadedCompactionOptions extends CompactionOptions {
  readonly formatName: string;
  readonly wasmPath: string;
  readonly workerPath: string;
  /** Gives up while the thread is at work; from then on it is a matter of milliseconds. */
  readonly signal: AbortSignal;
  /** Runs what uses the view, one after the other. */
  exclusively<T>(use: () => Promise<T>): Promise<T>;
}

/**
 * Does what `compactJournals` does, with all that takes long in a thread of its own: it reads everything and writes the new
 * snapshot beside the old one. To put it in place is left to this thread, so that nobody who uses the view sees it half done, and
 * so is every judgement on processes: the lock and what they have abandoned.
 * @returns false when another process is at it and nothing was done
 */
export function compactInThread(options: ThreadedCompactionOptions): Promise<boolean> {
  const { folder, snapshotPath, journalFolder, wasmPath, formatName, clock } = options;
  return withCompactionLock(options, async (isLockLost) => {
    await removeLeftovers(folder, snapshotPath);
    const abandoned = await findAbandoned(options);
    const order = { formatName, snapshotPath, journalFolder, wasmPath, nowMs: clock.now() };
    const folded = await foldInThread(options.workerPath, order, options.signal);
    try {
      await options.exclusively(() => replaceSnapshot(options, folded, isLockLost));
    } finally {
      await rm(folded.temporaryPath, { force: true });
    }
    await removeSegments(journalFolder, abandoned, (name) => folded.content.segments.get(name)?.damagedLines);
  });
}

async function replaceSnapshot(
  { view, snapshotPath }: ThreadedCompactionOptions,
  { temporaryPath, snapshotId, content, nowMs }: FoldedSnapshot,
  isLockLost: IsLockLost,
): Promise<void> {
  // Segments the thread has read are still there: now everything it has seen is in this view, too.
  await view.refresh();
  // As in a compaction on this thread: the lock expires while a machine sleeps.
  if (isLockLost() || view.content.baseId !== content.baseId) throw new CompactedMeanwhileError();
  await putInPlace(temporaryPath, snapshotPath);
  view.adoptFolded(snapshotId, content, nowMs);
}
