import { readFile } from 'node:fs/promises';

/** A busy loop fills some hundred MiB in this time. */
const intervalMs = 100;

/**
 * Looks after the memory of a process from outside: the limit of its heap says nothing of buffers, and code in a loop leaves its
 * own process no moment to look. Only Linux tells at so little cost; elsewhere the time limits have to do.
 * @returns what ends the watch
 */
export function watchMemory(pid: number, limitMiB: number, onExceeded: () => void): () => void {
  if (process.platform !== 'linux') return () => {};
  const look = async (): Promise<void> => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const residentKiB = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    if (residentKiB / 1024 > limitMiB) onExceeded();
  };
  const timer = setInterval(() => void look(), intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
