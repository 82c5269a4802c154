import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { hasCode } from './durableFile';

/** A holder that does not renew its lock for this long is taken for dead. Locks held here are held for milliseconds. */
const staleMs = 5000;
/** Longer than it takes to take over the lock of a holder that died. */
const waitMs = 15_000;
/** Somebody may take the lock over after `staleMs`; this much earlier we no longer count on it. */
const safetyMs = 1500;

/** Tells while work is going on whether nobody else can hold the lock. */
export type IsHeld = () => boolean;

/** The lock is held by other processes for longer than anybody should. */
export class LockBusyError extends Error {
  override readonly name = 'LockBusyError';

  constructor(path: string, cause: unknown) {
    super(`${path}.lock is held by another process`, { cause });
  }
}

/**
 * Does the work while no other process does work under the same path. Waits for its turn for 15 s at most.
 * @param path without `.lock`; its folder must exist
 * @throws LockBusyError
 */
export async function withProcessLock<T>(path: string, work: (isHeld: IsHeld) => Promise<T>): Promise<T> {
  const { isHeld, release } = await acquire(path);
  try {
    return await work(isHeld);
  } finally {
    await release();
  }
}

interface HeldLock {
  readonly isHeld: IsHeld;
  release(): Promise<void>;
}

async function acquire(path: string): Promise<HeldLock> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    try {
      return await tryToAcquire(path);
    } catch (error) {
      // ENOENT, EPERM: another one took over a stale lock at this moment, or Windows is still removing the last one.
      if (!hasCode(error, 'ELOCKED', 'ENOENT', 'EPERM', 'EBUSY')) throw error;
      if (performance.now() > deadline) throw new LockBusyError(path, error);
    }
    // Not all at the same moment again.
    await delay(1 + Math.random() * 4);
  }
}

async function tryToAcquire(path: string): Promise<HeldLock> {
  let isLost = false;
  const [wallMs, steadyMs] = [Date.now(), performance.now()];
  const unlock = await lock(path, {
    realpath: false,
    stale: staleMs,
    onCompromised: () => {
      isLost = true;
    },
  });
  const identity = await identityOf(path);
  // Both clocks: one stands still while the machine sleeps, the other one is set by people.
  const isHeld = (): boolean =>
    !isLost && Date.now() - wallMs < staleMs - safetyMs && performance.now() - steadyMs < staleMs - safetyMs;
  const release = async (): Promise<void> => {
    // Somebody else's must not be removed. Not removing ours costs the next one some seconds.
    if (isHeld() || (!isLost && (await identityOf(path)) === identity)) await unlock().catch(() => undefined);
  };
  return { isHeld, release };
}

async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { ino, birthtimeNs } = await stat(`${path}.lock`, { bigint: true });
    return `${ino}-${birthtimeNs}`;
  } catch {
    return undefined;
  }
}
