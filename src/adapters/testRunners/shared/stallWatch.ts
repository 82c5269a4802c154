import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { markRecordSuffix } from '../../../core/testing/probeRecords';
import { parseMarkRecords } from './markRecords';

/** How often the records are looked at. */
const intervalMs = 500;

export interface StallWatch {
  /** Aborted when a test body has been at work for too long without a word. */
  readonly signal: AbortSignal;
  stop(): Promise<void>;
}

/**
 * Watches, from outside, the processes that run marked tests: a body that never gives its thread back cannot be stopped, nor reported,
 * by anything inside. A body at which mutants are tried gives word with each of them.
 */
export function watchForStalls(folder: string, bodyTimeoutMs: number): StallWatch {
  const stalled = new AbortController();
  const seen = new Map<string, { readonly size: number; readonly atMs: number }>();
  let isStopped = false;

  async function look(): Promise<void> {
    for (const name of await readdir(folder)) {
      if (!name.endsWith(markRecordSuffix)) continue;
      const path = join(folder, name);
      const { size } = await stat(path);
      const before = seen.get(name);
      if (before?.size !== size) seen.set(name, { size, atMs: performance.now() });
      else if (performance.now() - before.atMs > bodyTimeoutMs && (await hasOpenBody(path))) stalled.abort();
    }
  }

  async function watch(): Promise<void> {
    while (!isStopped && !stalled.signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, intervalMs);
      });
      // The folder is removed when the run is over.
      if (!isStopped) await look().catch(() => undefined);
    }
  }

  let wake: () => void = () => {};
  let timer: NodeJS.Timeout | undefined;
  const watching = watch();
  return {
    signal: stalled.signal,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      wake();
      await watching;
    },
  };
}

async function hasOpenBody(path: string): Promise<boolean> {
  const open = new Set<string>();
  for (const { kind, mark } of parseMarkRecords(await readFile(path, 'utf8'))) {
    if (kind === 'mark-start') open.add(mark);
    if (kind === 'mark-end') open.delete(mark);
  }
  return open.size > 0;
}
