import { type BigIntStats, constants, fstatSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const pollIntervalMs = 50;

/** Is it the file that this process writes its output to, as `/dev/stdout` may be? Replacing that would lose the output. */
export function isOwnOutput({ dev, ino }: BigIntStats): boolean {
  return [1, 2].some((descriptor) => {
    try {
      const output = fstatSync(descriptor, { bigint: true });
      return output.dev === dev && output.ino === ino;
    } catch {
      // Closed by whoever started this process.
      return false;
    }
  });
}

/**
 * Writes the text into a pipe or a device, or at the end of a file. A pipe is waited for until it has a reader, and room.
 * @throws AbortError when the signal is aborted while it waits
 */
export async function writeIntoStream(
  name: string,
  text: string,
  { stats, signal }: { readonly stats: BigIntStats; readonly signal: AbortSignal },
): Promise<void> {
  // An opening that blocks keeps the process from ending, even when it is told to; on Windows nothing blocks like this.
  const flags = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);
  const withoutReader = stats.isFIFO() ? 'ENXIO' : undefined;
  const handle = await whenReady(() => open(name, flags), { notReady: withoutReader, signal });
  try {
    let rest = Buffer.from(text);
    while (rest.length > 0) {
      const { bytesWritten } = await whenReady(() => handle.write(rest), { notReady: 'EAGAIN', signal });
      rest = rest.subarray(bytesWritten);
    }
  } finally {
    await handle.close();
  }
}

/** Tries again for as long as it fails with the code. */
async function whenReady<T>(
  attempt: () => Promise<T>,
  { notReady, signal }: { readonly notReady: string | undefined; readonly signal: AbortSignal },
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (notReady === undefined || (error as NodeJS.ErrnoException).code !== notReady) throw error;
    }
    await delay(pollIntervalMs, undefined, { signal });
  }
}
