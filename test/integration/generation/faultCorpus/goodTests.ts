import type { CorpusTest } from '../../../support/corpusTest';

/** Each finds a way through its unit that no other test of the corpus finds: so each must be kept. */
export const goodDeskTests: readonly CorpusTest[] = [
  { unit: 'parseDuration', title: 'reads seconds', body: `expect(parseDuration('90s')).toBe(90);` },
  { unit: 'parseDuration', title: 'reads minutes', body: `expect(parseDuration('5m')).toBe(300);` },
  { unit: 'parseDuration', title: 'reads hours', body: `expect(parseDuration('2h')).toBe(7200);` },
  {
    unit: 'parseDuration',
    title: 'refuses what is no duration',
    body: `expect(() => parseDuration('soon')).toThrow(new SyntaxError('Not a duration: soon'));`,
  },
  {
    unit: 'describeDuration',
    title: 'refuses negative time',
    body: `expect(() => describeDuration(-1)).toThrow(RangeError);`,
  },
  {
    unit: 'describeDuration',
    title: 'shows less than a minute in seconds',
    body: `expect(describeDuration(59)).toBe('59 s');`,
  },
  {
    unit: 'describeDuration',
    title: 'rounds minutes down',
    body: `expect(describeDuration(119)).toBe('1 min');`,
  },
  {
    unit: 'describeDuration',
    title: 'rounds hours down',
    body: `expect(describeDuration(7199)).toBe('1 h');`,
  },
  {
    unit: 'doorSign',
    title: 'is closed on Sunday',
    body: `expect(doorSign(new Date('2024-03-03T10:00:00Z'))).toBe('closed on Sunday');`,
  },
  {
    unit: 'doorSign',
    title: 'is open on Saturday morning',
    body: `expect(doorSign(new Date('2024-03-02T11:59:00Z'))).toBe('open until noon');`,
  },
  {
    unit: 'doorSign',
    title: 'is closed on Saturday afternoon',
    body: `expect(doorSign(new Date('2024-03-02T12:00:00Z'))).toBe('closed since noon');`,
  },
  {
    unit: 'doorSign',
    title: 'is not open yet before nine',
    body: `expect(doorSign(new Date('2024-03-04T08:59:00Z'))).toBe('opens at nine');`,
  },
  {
    unit: 'doorSign',
    title: 'closes at five',
    body: `expect(doorSign(new Date('2024-03-04T17:00:00Z'))).toBe('closed since five');`,
  },
  {
    unit: 'doorSign',
    title: 'is open from nine',
    body: `expect(doorSign(new Date('2024-03-04T09:00:00Z'))).toBe('open');`,
  },
  {
    unit: 'priceCents',
    title: 'refuses a stay without nights',
    body: `expect(() => priceCents('single', 0)).toThrow('At least one night');`,
  },
  {
    unit: 'priceCents',
    title: 'charges for a suite by the night',
    body: `expect(priceCents('suite', 2)).toBe(60_000);`,
  },
  {
    unit: 'priceCents',
    title: 'makes a double cheaper from a week on',
    body: `expect(priceCents('double', 7)).toBe(84_000);`,
  },
  {
    unit: 'priceCents',
    title: 'charges for a double by the night',
    body: `expect(priceCents('double', 6)).toBe(90_000);`,
  },
  {
    unit: 'priceCents',
    title: 'charges for a single by the night',
    body: `expect(priceCents('single', 3)).toBe(27_000);`,
  },
  {
    unit: 'countOf',
    title: 'refuses a negative count',
    body: `expect(() => countOf(-1, 'guest')).toThrow(RangeError);`,
  },
  {
    unit: 'countOf',
    title: 'says that there are none',
    body: `expect(countOf(0, 'guest')).toBe('no guests');`,
  },
  {
    unit: 'countOf',
    title: 'says one without a plural',
    body: `expect(countOf(1, 'guest')).toBe('one guest');`,
  },
  {
    unit: 'parseSetting',
    title: 'finds nothing in a blank line',
    body: `expect(parseSetting('   ')).toBe(undefined);`,
  },
  {
    unit: 'parseSetting',
    title: 'finds nothing in a comment',
    body: `expect(parseSetting(' # view=sea')).toBe(undefined);`,
  },
  {
    unit: 'parseSetting',
    title: 'refuses a line without a name',
    body: `expect(() => parseSetting('=2')).toThrow(SyntaxError);`,
  },
  {
    unit: 'parseSetting',
    title: 'takes the quotes off a value',
    body: `expect(parseSetting('view="the sea"')).toEqual(['view', 'the sea']);`,
  },
  {
    unit: 'parseSetting',
    title: 'splits at the first sign only',
    body: `expect(parseSetting('sum=1=1')).toEqual(['sum', '1=1']);`,
  },
  {
    unit: 'WaitingList',
    title: 'refuses a guest without a name',
    body: `expect(() => new WaitingList().join('')).toThrow(TypeError);`,
  },
  {
    unit: 'WaitingList',
    title: 'gives a guest one place only',
    body: `
const list = new WaitingList();
list.join('Ann');
list.join('Bob');
expect(list.join('Bob')).toBe(2);`,
  },
  {
    unit: 'WaitingList',
    title: 'cannot lose whom it does not know',
    body: `expect(new WaitingList().leave('Ann')).toBe(false);`,
  },
  {
    unit: 'WaitingList',
    title: 'lets a guest go',
    body: `
const list = new WaitingList();
list.join('Ann');
expect(list.leave('Ann')).toBe(true);`,
  },
  {
    unit: 'WaitingList',
    title: 'calls the first one first',
    body: `
const list = new WaitingList();
for (const name of ['Ann', 'Bob']) list.join(name);
expect([list.next(), list.next(), list.next()]).toEqual(['Ann', 'Bob', undefined]);`,
  },
  {
    unit: 'WaitingList',
    title: 'knows how many wait',
    body: `
const list = new WaitingList();
list.join('Ann');
list.join('Bob');
expect(list).toHaveLength(2);`,
  },
  {
    unit: 'Bell',
    title: 'is not rung by less than once',
    body: `
const bell = new Bell();
bell.listen(() => {});
expect(bell.ring(0)).toBe(0);`,
  },
  {
    unit: 'Bell',
    title: 'forgets only the listener that is taken away',
    body: `
const heard: string[] = [];
const bell = new Bell();
const silence = bell.listen(() => heard.push('first'));
bell.listen(() => heard.push('second'));
silence();
bell.ring(1);
expect(heard).toEqual(['second']);`,
  },
  {
    unit: 'once',
    title: 'acts the first time only',
    body: `
let calls = 0;
const act = once(() => {
  calls += 1;
  return calls;
});
expect([act(), act(), calls]).toEqual([1, 1, 1]);`,
  },
  {
    unit: 'withRetries',
    title: 'gives up with the last failure',
    body: `
const action = async (attempt: number): Promise<void> => {
  throw new Error(\`failure \${attempt}\`);
};
await expect(withRetries(2, action)).rejects.toThrow('failure 2');`,
  },
  {
    unit: 'checkOut',
    title: 'finds nobody in an empty room',
    body: `await expect(checkOut(async () => undefined, 7)).rejects.toThrow('Nobody is in room 7');`,
  },
  {
    unit: 'checkOut',
    title: 'keeps a guest who owes',
    body: `
const find = async () => ({ name: 'Ann', owesCents: 1 });
expect(await checkOut(find, 7)).toBe('Ann owes 1 cents');`,
  },
  {
    unit: 'checkOut',
    title: 'says goodbye to a guest who has paid',
    body: `
const find = async (room: number) => ({ name: \`guest of \${room}\`, owesCents: 0 });
await expect(checkOut(find, 7)).resolves.toBe('Goodbye, guest of 7');`,
  },
  {
    unit: 'later',
    title: 'acts at once without a delay',
    body: `
const acts: string[] = [];
later(() => acts.push('acted'), 0, () => acts.push('waits'));
expect(acts).toEqual(['acted']);`,
  },
  {
    unit: 'later',
    title: 'leaves the action to the timer',
    body: `
const action = () => {};
const setTimer = vi.fn();
later(action, 50, setTimer);
expect(setTimer).toHaveBeenCalledWith(action, 50);`,
  },
  {
    unit: 'nextTicket',
    title: 'refuses a counter without a letter',
    body: `expect(() => nextTicket('')).toThrow(TypeError);`,
  },
  {
    unit: 'nextTicket',
    title: 'numbers tickets over all counters',
    imports: ['nextTicket', 'resetTickets'],
    body: `
resetTickets();
expect([nextTicket('A'), nextTicket('B')]).toEqual(['A1', 'B2']);`,
  },
  {
    unit: 'ticketCount',
    title: 'counts the tickets that were given out',
    imports: ['nextTicket', 'resetTickets', 'ticketCount'],
    body: `
resetTickets();
nextTicket('A');
expect(ticketCount()).toBe(1);`,
  },
  {
    unit: 'pickWinner',
    title: 'has one guest win alone',
    body: `expect(pickWinner(['Ann'], () => 0)).toBe('Ann');`,
  },
  {
    unit: 'pickWinner',
    title: 'picks by the number that it is given',
    body: `expect(pickWinner(['Ann', 'Bob', 'Cy'], () => 0.5)).toBe('Bob');`,
  },
  {
    unit: 'billMonth',
    title: 'is the month of a clock that is set and given back',
    body: `
vi.useFakeTimers({ now: new Date('2020-02-29T00:00:00Z') });
try {
  expect(billMonth()).toBe('2020-02');
} finally {
  vi.useRealTimers();
}`,
  },
];

export const goodOfficeTests: readonly CorpusTest[] = [
  {
    unit: 'noteName',
    title: 'names a note without a title',
    body: `expect(noteName('')).toBe('untitled.txt');`,
  },
  {
    unit: 'noteName',
    title: 'turns a title into a file name',
    body: `expect(noteName('Clean Room 7')).toBe('clean-room-7.txt');`,
  },
  { unit: 'stampOf', title: 'presses when it is urgent', body: `expect(stampOf(true)).toBe('TODAY');` },
  { unit: 'stampOf', title: 'lets others wait', body: `expect(stampOf(false)).toBe('SOON');` },
];
