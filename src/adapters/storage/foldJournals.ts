import { parentPort, workerData } from 'node:worker_threads';
import { silentLogger } from '../../base/logger';
import { writeTemporaryFile } from './durableFile';
import type { FoldedSnapshot, FoldOrder } from './foldThread';
import { JournaledView, listSegments, snapshotIdOf } from './journaledView';
import { ledgerFormat } from './ledgerFormat';
import { memoryFormat } from './memoryFormat';
import type { RecordFormat } from './recordFormat';

const formats: readonly RecordFormat<unknown>[] = [ledgerFormat, memoryFormat];

/** The whole work of a thread that `foldInThread` starts. What it throws becomes the error of that call. */
export async function foldJournals(): Promise<void> {
  const order: FoldOrder = workerData;
  const { formatName, snapshotPath, journalFolder, wasmPath, nowMs } = order;
  const format = formats.find(({ name }) => name === formatName);
  if (!format || !parentPort) throw new Error(`there is no record called ${formatName} to fold in a thread`);
  const view = new JournaledView({
    // Whether the writers of open items are alive is left to those who read: a thread need not know when its process began.
    format: { ...format, openItems: () => [] },
    snapshotPath,
    journalFolder,
    wasmPath,
    // Whoever waits for this reads the same lines and says what is wrong with them.
    logger: silentLogger,
    clock: { now: () => nowMs },
  });
  await view.refresh();
  const { content } = view;
  const bytes = view.toSnapshot(await listSegments(journalFolder), nowMs);
  view.close();
  let snapshotId = '';
  const temporaryPath = await writeTemporaryFile(snapshotPath, bytes, async (file) => {
    snapshotId = snapshotIdOf(await file.stat({ bigint: true }));
  });
  const answer: FoldedSnapshot = { temporaryPath, snapshotId, content, nowMs };
  parentPort.postMessage(answer);
}
