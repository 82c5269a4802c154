import { createRandom } from '../../base/random';

/**
 * Is this one of the tasks that a weaker model is tried on? The share of tasks that are is `rate`; which ones they are depends
 * on their ids alone, so that the same task is always answered the same.
 */
export function isExploring(taskId: string, rate: number): boolean {
  return rate > 0 && createRandom(hashOf(taskId)).next() < rate;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
