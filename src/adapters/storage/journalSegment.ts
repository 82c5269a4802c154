import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isProcessAlive } from './isProcessAlive';

const namePattern = /^(\d+)-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\.jsonl$/;
const foreignSegmentKeptMs = 30 * 86_400_000;
/** Clocks are set back sometimes; a segment that looks this little older than its process may still be its own. */
const clockStepMs = 86_400_000;
/** A home folder can be shared by machines and containers, and process ids mean nothing across them. */
const thisHost = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** `<time>-<pid>-<host>-<random>.jsonl`: names sort by time and are never used twice. */
export function createSegmentName(timeMs: number): string {
  return `${timeMs}-${process.pid}-${thisHost}-${randomBytes(4).toString('hex')}.jsonl`;
}

/** Is this file name one of a segment? */
export function isSegmentName(name: string): boolean {
  return namePattern.test(name);
}

/**
 * True when it is certain that the process writing this segment has ended. Wrong guesses are on the side of "alive": a segment
 * that is kept too long costs a file. Segments of other machines count as alive until nobody has touched them for 30 days.
 */
export function isSegmentAbandoned(name: string, modifiedAtMs: number, nowMs: number): boolean {
  const match = namePattern.exec(name);
  if (!match) return false;
  const [, timeMs, pid, host] = match;
  if (host !== thisHost) return nowMs - modifiedAtMs > foreignSegmentKeptMs;
  if (Number(pid) !== process.pid) return !isProcessAlive(Number(pid));
  // Containers give the same few ids again and again: it may be of a process that had ours before.
  return Number(timeMs) < performance.timeOrigin - clockStepMs;
}
