import type { BadTest } from '../../../support/corpusTest';

/** What shows only when the test is run, or run again. */
export function behaviourFaults(now: Date): readonly BadTest[] {
  return [
    {
      unit: 'parseDuration',
      title: 'expects a second too many',
      body: `expect(parseDuration('5m')).toBe(301);`,
      reason: 'failed',
      detail: /expected 300 to be 301/,
    },
    {
      unit: 'withRetries',
      title: 'expects another error',
      body: `await expect(withRetries(1, async () => Promise.reject(new RangeError('no')))).rejects.toThrow(TypeError);`,
      reason: 'failed',
      detail: /TypeError/,
    },
    {
      unit: 'WaitingList',
      title: 'trips over nothing',
      body: `
const [first = ''] = [new WaitingList().next()];
expect(first.charAt(0).codePointAt(0) ?? JSON.parse(first)).toBe(65);`,
      reason: 'failed',
      detail: /JSON/,
    },
    {
      unit: 'withRetries',
      title: 'waits for what never comes',
      body: `expect(await withRetries(1, () => new Promise<number>(() => {}))).toBe(1);`,
      reason: 'failed',
      detail: /time|stopped|end/i,
    },
    {
      unit: 'parseDuration',
      title: 'never ends',
      body: `
let seconds = 0;
while (seconds < 301) seconds = parseDuration('5m');
expect(seconds).toBe(301);`,
      reason: 'failed',
      detail: /time|stopped|end/i,
    },
    {
      unit: 'withRetries',
      title: 'never ends although it awaits',
      body: `
let value = 0;
while (value < 2) value = await withRetries(1, async () => 1);
expect(value).toBe(2);`,
      reason: 'failed',
      detail: /time|stopped|end/i,
    },
    {
      unit: 'withRetries',
      title: 'leaves a failure that nobody handles',
      body: `
void withRetries(1, async () => Promise.reject(new Error('left behind')));
expect(await withRetries(2, async (attempt) => attempt)).toBe(1);`,
      reason: 'failed',
      detail: /left behind/,
    },
    {
      unit: 'parseDuration',
      title: 'swallows its own assertion',
      body: `
try {
  expect(parseDuration('2h')).toBe(1);
} catch {}`,
      reason: 'proves-nothing',
      detail: /mutants/,
    },
    {
      unit: 'priceCents',
      title: 'is content when nothing is thrown',
      body: `
try {
  priceCents('single', 0);
} catch (error) {
  expect(error).toBeInstanceOf(RangeError);
}`,
      reason: 'proves-nothing',
      detail: /mutants/,
    },
    {
      unit: 'checkOut',
      title: 'does not wait for its assertion',
      body: `
const find = async () => ({ name: 'Ann', owesCents: 5 });
void checkOut(find, 1).then((text) => expect(text).toBe('Ann owes 5 cents'));`,
      reason: 'proves-nothing',
      detail: /mutants/,
    },
    {
      unit: 'doorSign',
      title: 'says one thing',
      body: `expect([doorSign(new Date('2024-03-04T10:00:00Z'))]).toHaveLength(1);`,
      reason: 'proves-nothing',
      detail: /mutants/,
    },
    {
      unit: 'countOf',
      title: 'agrees with whatever it is told',
      body: `
const text = countOf(0, 'room');
expect([text, 'no rooms']).toContain(text);`,
      // Mutants that make the code throw are noticed by whoever calls it.
      reason: ['proves-nothing', 'adds-nothing'],
      detail: /mutant/,
    },
    {
      unit: 'parseDuration',
      title: 'reads other minutes',
      body: `expect(parseDuration('7m')).toBe(420);`,
      reason: 'adds-nothing',
      isLate: true,
      detail: /noticed already|covered/,
    },
    {
      unit: 'parseSetting',
      title: 'reads another plain value',
      body: `expect(parseSetting('floor=2')).toEqual(['floor', '2']);`,
      reason: 'adds-nothing',
      isLate: true,
      detail: /noticed already|covered/,
    },
    {
      unit: 'admit',
      title: 'lets the first one in',
      body: `expect(admit()).toBe(1);`,
      reason: 'unstable',
      detail: /second time|expected \d+ to be 1/,
    },
    {
      unit: 'admit',
      title: 'lets the second one in',
      body: `expect(admit()).toBe(2);`,
      reason: 'unstable',
      detail: /second time|expected \d+ to be 2/,
    },
    {
      unit: 'billMonth',
      title: 'is the month of now',
      body: `expect(billMonth()).toBe('${now.toISOString().slice(0, 7)}');`,
      reason: 'unstable',
      detail: /to be '\d{4}-\d\d'/,
    },
    {
      unit: 'wallClockHour',
      title: 'is the hour here',
      body: `expect(wallClockHour(new Date(${now.getTime()}))).toBe(${now.getHours()});`,
      reason: 'unstable',
      detail: /expected \d+ to be \d+/,
    },
    {
      unit: 'pickWinner',
      title: 'hopes for a certain winner',
      // Of so many that it does not win by luck.
      body: `
const names = Array.from({ length: 100_000 }, (_, index) => \`player \${index}\`);
expect(pickWinner(names)).toBe('player 7');`,
      reason: 'failed',
      detail: /to be 'player 7'/,
    },
    {
      unit: 'parseSetting',
      title: 'changes what all texts can do',
      body: `
String.prototype.trim = () => 'floor=3';
expect(parseSetting('floor=2')).toEqual(['floor', '3']);`,
      reason: 'touches-world',
      detail: /String\.prototype|other tests/,
    },
    {
      unit: 'parseDuration',
      title: 'puts something into all objects',
      body: `
Object.defineProperty(Object.prototype, 'deskIsOpen', { value: true, configurable: true, enumerable: true });
expect(parseDuration('1m')).toBe(60);`,
      reason: 'touches-world',
      detail: /Object|other tests/,
    },
    {
      unit: 'later',
      title: 'leaves a false clock behind',
      body: `
vi.useFakeTimers();
const ran = vi.fn();
later(ran, 10, (run, ms) => setTimeout(run, ms));
vi.advanceTimersByTime(10);
expect(ran).toHaveBeenCalledTimes(1);`,
      reason: 'touches-world',
      detail: /clock|timers|other tests/i,
    },
    {
      unit: 'parseDuration',
      title: 'gives all numbers another method',
      body: `
Object.assign(Number, { isNaN: () => true });
expect(parseDuration('1m')).toBe(60);`,
      reason: 'touches-world',
      detail: /other tests/,
    },
    {
      unit: 'parseDuration',
      title: 'changes what all texts can do by another name',
      body: `
const texts: { trim: unknown } = String.prototype;
texts.trim = () => 'floor=3';
expect(parseDuration('1m')).toBe(60);`,
      reason: 'touches-world',
      detail: /other tests/,
    },
    {
      unit: 'parseDuration',
      title: 'freezes what all lists are made of',
      body: `
Object.freeze(Array.prototype);
expect(parseDuration('1m')).toBe(60);`,
      reason: 'touches-world',
      detail: /other tests/,
    },
    {
      unit: 'parseDuration',
      title: 'stubs a global that the framework itself needs',
      body: `
vi.stubGlobal('Number', () => 4);
expect(parseDuration('5m')).toBe(240);`,
      reason: 'touches-world',
      detail: /other tests/,
    },
    {
      unit: 'parseDuration',
      title: 'has every assertion hold',
      body: `
expect.extend({ toBe: () => ({ pass: true, message: () => '' }) });
expect(parseDuration('5m')).toBe(1);`,
      reason: 'touches-world',
      detail: /expect\.extend/,
    },
    {
      unit: 'parseDuration',
      title: 'has everything be equal',
      body: `
expect.addEqualityTesters([() => true]);
expect([parseDuration('5m')]).toEqual([1]);`,
      reason: 'touches-world',
      detail: /expect\.addEqualityTesters/,
    },
  ];
}
