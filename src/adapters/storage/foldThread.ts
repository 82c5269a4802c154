import { Worker } from 'node:worker_threads';
import type { FoldedContent } from './journaledView';

/** What the thread is told. */
export interface FoldOrder {
  readonly formatName: string;
  readonly snapshotPath: string;
  readonly journalFolder: string;
  readonly wasmPath: string;
  /** Milliseconds since the epoch: what is too old at this time is dropped. */
  readonly nowMs: number;
}

/** What the thread answers: a snapshot that is on disk, but not in its place. */
export interface FoldedSnapshot {
  readonly temporaryPath: string;
  readonly snapshotId: string;
  readonly content: FoldedContent;
  readonly nowMs: number;
}

/** It takes 2 s for 100,000 rows on a slow machine; while it runs no other process can compact. */
const maxFoldMs = 120_000;

/** Has a snapshot written by a thread that does not keep the process alive. Rejects with whatever went wrong in the thread. */
export async function foldInThread(
  workerPath: string,
  order: FoldOrder,
  signal: AbortSignal,
): Promise<FoldedSnapshot> {
  signal.throwIfAborted();
  // Nothing of it may get into the output of a server that speaks by it; options of this process are for this process.
  const worker = new Worker(workerPath, { workerData: order, execArgv: [], stdout: true, stderr: true });
  worker.unref();
  // Keeps the process alive again: whoever stops it waits for its end.
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop);
  const limit = setTimeout(stop, maxFoldMs).unref();
  try {
    return await new Promise((resolve, reject) => {
      let answer: FoldedSnapshot | undefined;
      worker.once('message', (message: FoldedSnapshot) => {
        answer = message;
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        if (answer) resolve(answer);
        else reject(new Error(`its thread ended with code ${code}`));
      });
    });
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', stop);
  }
}
