import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const isWindows = process.platform === 'win32';
const pollIntervalMs = 10;
/** The kernel kills a group in milliseconds; only a process stuck in a system call takes longer. */
const goneWithinMs = 5000;

/** Leaders of the process trees that are alive and ours, with the promise of their end. */
const liveLeaders = new Map<number, Promise<void>>();

export interface SpawnProcessOptions {
  readonly cwd: string;
  /** The whole environment of the child; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Default: no input, output and errors as pipes. */
  readonly stdio?: StdioOptions;
  /** Aborting it kills the whole tree. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a program, without a shell, as the leader of its own process tree. The tree is killed when the signal aborts, when
 * its leader ends (what it left running), and when this process exits. A program that cannot be started is an `error` event.
 */
export function spawnProcess(
  command: string,
  args: readonly string[],
  options: SpawnProcessOptions,
): ChildProcess {
  const child = spawn(command, [...args], {
    cwd: options.cwd,
    env: { ...options.environment },
    stdio: options.stdio ?? ['ignore', 'pipe', 'pipe'],
    serialization: 'json',
    detached: !isWindows,
    windowsHide: true,
    shell: false,
  });
  const { pid } = child;
  if (pid === undefined) return child;

  track(pid, new Promise((resolve) => child.once('exit', () => resolve())));
  const killOnAbort = () => void killProcessTree(pid);
  if (options.signal?.aborted) killOnAbort();
  else options.signal?.addEventListener('abort', killOnAbort, { once: true });
  child.once('exit', () => {
    options.signal?.removeEventListener('abort', killOnAbort);
    liveLeaders.delete(pid);
    signalGroup(pid);
  });
  return child;
}

/**
 * Kills a process started by `spawnProcess` and everything below it, and resolves when all of it is gone. Never rejects; a
 * tree that has ended already is fine. A descendant that moved itself into a session of its own (POSIX) is not found.
 */
export async function killProcessTree(pid: number): Promise<void> {
  const leaderEnded = liveLeaders.get(pid);
  if (isWindows) {
    await runTaskkill(pid);
  } else {
    signalGroup(pid);
    const deadline = Date.now() + goneWithinMs;
    while (isGroupAlive(pid) && Date.now() < deadline) {
      await delay(pollIntervalMs);
      signalGroup(pid);
    }
  }
  // Dead, but a zombie until Node has noticed.
  await Promise.race([leaderEnded, delay(goneWithinMs, undefined, { ref: false })]);
  liveLeaders.delete(pid);
}

function track(pid: number, ended: Promise<void>): void {
  if (!process.listeners('exit').includes(killAllNow)) process.on('exit', killAllNow);
  liveLeaders.set(pid, ended);
}

function killAllNow(): void {
  for (const pid of liveLeaders.keys()) {
    if (isWindows) spawnSync('taskkill', taskkillArguments(pid), { stdio: 'ignore', windowsHide: true });
    else signalGroup(pid);
  }
}

function signalGroup(pid: number): void {
  if (isWindows) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody left to signal.
  }
}

function isGroupAlive(groupId: number): boolean {
  try {
    process.kill(-groupId, 0);
  } catch {
    // ESRCH: no such group. EPERM: how macOS answers for a group of zombies.
    return false;
  }
  return process.platform !== 'linux' || hasRunningMember(groupId);
}

/** In containers whose first process does not reap, dead grandchildren stay as zombies for ever: they do not count. */
function hasRunningMember(groupId: number): boolean {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name in parentheses may hold anything; after it come state, parent, group.
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(group) === groupId && state !== 'Z' && state !== 'X') return true;
    } catch {
      // It ended while we looked.
    }
  }
  return false;
}

function taskkillArguments(pid: number): string[] {
  return ['/pid', String(pid), '/T', '/F'];
}

async function runTaskkill(pid: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const killer = spawn('taskkill', taskkillArguments(pid), { stdio: 'ignore', windowsHide: true });
    killer.once('error', () => resolve());
    killer.once('exit', () => resolve());
  });
}
