import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isProcessAlive } from '../../base/node/isProcessAlive';

const writerPattern = /^(\d+)-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}$/;
const extension = '.jsonl';
const foreignSegmentKeptMs = 30 * 86_400_000;
/** Nothing that a writer opens takes this long: a task ends after two hours at most. */
const openItemKeptMs = 86_400_000;
/** Clocks are set back sometimes; a segment that looks this little older than its process may still be its own. */
const clockStepMs = 86_400_000;
/** A home folder can be shared by machines and containers, and process ids mean nothing across them. */
const thisHost = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** `<time>-<pid>-<host>-<random>`, never used twice. */
export function createWriterName(timeMs: number): string {
  return `${timeMs}-${process.pid}-${thisHost}-${randomBytes(4).toString('hex')}`;
}

/** `<time>-<pid>-<host>-<random>.jsonl`: names sort by time and are never used twice. */
export function createSegmentName(timeMs: number): string {
  return `${createWriterName(timeMs)}${extension}`;
}

/** Is this file name one of a segment? */
export function isSegmentName(name: string): boolean {
  return name.endsWith(extension) && writerPattern.test(name.slice(0, -extension.length));
}

/**
 * True when it is certain that the process writing this segment has ended. Wrong guesses are on the side of "alive": a segment
 * that is kept too long costs a file. Segments of other machines count as alive until nobody has touched them for 30 days.
 */
export function isSegmentAbandoned(name: string, modifiedAtMs: number, nowMs: number): boolean {
  if (!isSegmentName(name)) return false;
  return isWriterGone(name.slice(0, -extension.length)) ?? nowMs - modifiedAtMs > foreignSegmentKeptMs;
}

/** True when whoever opened something at that time will not end it any more: its process has ended, or a day has gone by. */
export function isOpenItemAbandoned(writer: string, sinceMs: number, nowMs: number): boolean {
  return nowMs - sinceMs > openItemKeptMs || isWriterGone(writer) === true;
}

/** Undefined for a process of another machine, which cannot be seen from here. */
function isWriterGone(writer: string): boolean | undefined {
  const [, timeMs, pid, host] = writerPattern.exec(writer) ?? [];
  if (host !== thisHost) return undefined;
  if (Number(pid) !== process.pid) return !isProcessAlive(Number(pid));
  // Containers give the same few ids again and again: it may be of a process that had ours before.
  return Number(timeMs) < performance.timeOrigin - clockStepMs;
}
