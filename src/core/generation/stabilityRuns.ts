import { createRandom } from '../../base/random';
import type { MarkedRun } from '../testing/testRunner';
import { bodyTimeoutMs } from './runMarked';

/** One of the runs in which a kept test has to pass: what is different in it from the others. */
export interface StabilityRun {
  /** `undefined`: that of the machine. */
  readonly timeZone: string | undefined;
  /** Order of the tests in the file. */
  readonly order: 'written' | 'reversed' | 'shuffled';
  /** Present: bodies run inside of the probe, in a world of their own. Absent: the file exactly as it will be written. */
  readonly world?: MarkedRun;
  /** For the user, when a test fails in this run alone. */
  readonly description: string;
}

const dayMs = 86_400_000;

/**
 * The first run is that of the file as it will be, beside the existing tests; the others take away what a test must not rely on:
 * the time zone, the clock, chance, and what other tests leave behind. Between them, `written` and `reversed` have each two tests
 * in both orders.
 */
export const stabilityRuns: readonly StabilityRun[] = [
  { timeZone: undefined, order: 'written', description: 'beside the existing tests' },
  { timeZone: 'UTC', order: 'shuffled', description: 'in another order of the tests' },
  {
    timeZone: 'Asia/Kolkata',
    order: 'reversed',
    world: { isGuarded: true, bodyTimeoutMs, clockOffsetMs: 401 * dayMs + 47_111_000, randomSeed: 1 },
    description: 'with the tests in reverse order, the clock 401 days ahead and another random seed',
  },
  {
    timeZone: 'America/Los_Angeles',
    order: 'shuffled',
    world: { isGuarded: true, bodyTimeoutMs, clockOffsetMs: -222 * dayMs - 12_345_678, randomSeed: 20_071 },
    description: 'in another order, with the clock 222 days behind and another random seed',
  },
  { timeZone: 'Pacific/Auckland', order: 'written', description: 'in the time zone of Auckland' },
];

/** The items in the order of a run; the same in every run of the same number. */
export function ordered<T>(items: readonly T[], { order }: StabilityRun, seed: number): readonly T[] {
  if (order === 'written') return items;
  if (order === 'reversed') return items.toReversed();
  const random = createRandom(seed);
  const shuffled = [...items];
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = random.integer(index + 1);
    [shuffled[index], shuffled[other]] = [shuffled[other] as T, shuffled[index] as T];
  }
  return shuffled;
}
