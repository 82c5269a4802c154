import type { BadTest } from '../../../support/corpusTest';

/** What the text alone gives away, or the compiler. */
export const textFaults: readonly BadTest[] = [
  {
    unit: 'parseDuration',
    title: 'lacks a parenthesis',
    body: `expect(parseDuration('5m').toBe(300);`,
    reason: 'unparsable',
    detail: /expected/,
  },
  {
    unit: 'parseDuration',
    title: 'ends its test and begins another one',
    body: `
expect(parseDuration('5m')).toBe(300);
});
it('sneaks in', () => {
expect(parseDuration('5m')).toBe(300);`,
    reason: 'unparsable',
    detail: /not one test/,
  },
  {
    unit: 'withRetries',
    title: 'awaits where nothing can be awaited',
    body: `expect(await withRetries(1, async () => 1)).toBe(1);`,
    isAsync: false,
    reason: 'ill-typed',
    detail: /'await'/,
  },
  {
    unit: 'parseDuration',
    title: 'imports a name that there is not',
    imports: ['parseDurations'],
    body: `expect(parseDurations('5m')).toBe(300);`,
    reason: 'ill-typed',
    detail: /no exported member.* 'parseDurations'/,
  },
  {
    unit: 'parseDuration',
    title: 'imports from a path that there is not',
    from: './dsk',
    body: `expect(parseDuration('5m')).toBe(300);`,
    reason: 'ill-typed',
    detail: /Cannot find module '\.\/dsk'/,
  },
  {
    unit: 'parseDuration',
    title: 'passes a number for a text',
    body: `expect(parseDuration(90)).toBe(90);`,
    reason: 'ill-typed',
    detail: /'number' is not assignable to parameter of type 'string'/,
  },
  {
    unit: 'parseDuration',
    title: 'passes one argument too many',
    body: `expect(parseDuration('5m', 'exactly')).toBe(300);`,
    reason: 'ill-typed',
    detail: /Expected 1 arguments, but got 2/,
  },
  {
    unit: 'priceCents',
    title: 'books a room that there is not',
    body: `expect(priceCents('triple', 1)).toBe(9_000);`,
    reason: 'ill-typed',
    detail: /"triple"/,
  },
  {
    unit: 'WaitingList',
    title: 'calls a method that there is not',
    body: `expect(new WaitingList().first()).toBe(undefined);`,
    reason: 'ill-typed',
    detail: /'first' does not exist/,
  },
  {
    unit: 'WaitingList',
    title: 'looks into a private field',
    body: `expect(new WaitingList().names).toEqual([]);`,
    reason: 'ill-typed',
    detail: /'names' is private/,
  },
  {
    unit: 'WaitingList',
    title: 'uses a name that nobody declared',
    body: `expect(new WaitingList().join(guestName)).toBe(1);`,
    reason: 'ill-typed',
    detail: /Cannot find name 'guestName'/,
  },
  {
    unit: 'parseSetting',
    title: 'takes what may be undefined for granted',
    body: `expect(parseSetting('floor=2')[1]).toBe('2');`,
    reason: 'ill-typed',
    detail: /possibly 'undefined'/,
  },
  {
    unit: 'parseDuration',
    title: 'imports a package that is not there',
    others: { 'left-of-the-desk': ['measure'] },
    body: `expect(parseDuration('5m')).toBe(measure('5m'));`,
    reason: 'ill-typed',
    detail: /left-of-the-desk/,
  },
  {
    unit: 'parseDuration',
    title: 'mocks the module that it tests',
    body: `
vi.mock('./desk', () => ({ parseDuration: () => 300 }));
expect(parseDuration('5m')).toBe(300);`,
    reason: 'mocks-subject',
    detail: /vi\.mock/,
  },
  {
    unit: 'parseDuration',
    title: 'mocks another module',
    body: `
vi.doMock('./office', () => ({ stampOf: () => 'TODAY' }));
expect(parseDuration('5m')).toBe(300);`,
    reason: 'mocks-subject',
    detail: /vi\.doMock/,
  },
  {
    unit: 'parseDuration',
    title: 'spies on an export',
    imports: ['* as desk'],
    body: `
vi.spyOn(desk, 'parseDuration').mockReturnValue(300);
expect(desk.parseDuration('5m')).toBe(300);`,
    reason: 'mocks-subject',
    detail: /vi\.spyOn/,
  },
  {
    unit: 'WaitingList',
    title: 'spies on a method of the class',
    body: `
vi.spyOn(WaitingList.prototype, 'next').mockReturnValue('Ann');
expect(new WaitingList().next()).toBe('Ann');`,
    reason: 'mocks-subject',
    detail: /vi\.spyOn/,
  },
  {
    unit: 'WaitingList',
    title: 'spies on a method of an object',
    body: `
const list = new WaitingList();
vi.spyOn(list, 'join').mockReturnValue(7);
expect(list.join('Ann')).toBe(7);`,
    reason: 'mocks-subject',
    detail: /vi\.spyOn/,
  },
  {
    unit: 'WaitingList',
    title: 'replaces a method of the class',
    body: `
WaitingList.prototype.join = () => 7;
expect(new WaitingList().join('Ann')).toBe(7);`,
    reason: 'mocks-subject',
    detail: /WaitingList\.prototype\.join/,
  },
  {
    unit: 'WaitingList',
    title: 'replaces a method of an object',
    body: `
const list = new WaitingList();
list.join = () => 7;
expect(list.join('Ann')).toBe(7);`,
    reason: 'mocks-subject',
    detail: /list\.join/,
  },
  {
    unit: 'parseDuration',
    title: 'is what it is',
    body: `
const seconds = parseDuration('5m');
expect(seconds).toBe(seconds);`,
    reason: 'trivial',
    detail: /./,
  },
  {
    unit: 'parseDuration',
    title: 'is what it would be again',
    body: `expect(parseDuration('5m')).toBe(parseDuration('5m'));`,
    reason: 'trivial',
    detail: /./,
  },
  {
    unit: 'parseDuration',
    title: 'asserts what is always true',
    body: `
parseDuration('5m');
expect(true).toBe(true);`,
    reason: 'trivial',
    detail: /./,
  },
  {
    unit: 'parseDuration',
    title: 'asserts something about itself',
    body: `
const texts = ['5m', '2h'];
for (const text of texts) parseDuration(text);
expect(texts).toHaveLength(2);`,
    reason: 'trivial',
    detail: /./,
  },
  {
    unit: 'parseDuration',
    title: 'gives something',
    body: `expect(parseDuration('5m')).toBeDefined();`,
    reason: 'trivial',
    detail: /./,
  },
  {
    unit: 'parseDuration',
    title: 'gives a number',
    body: `expect(typeof parseDuration('5m')).toBe('number');`,
    reason: 'trivial',
    detail: /./,
  },
  {
    unit: 'parseDuration',
    title: 'is a function',
    body: `expect(parseDuration).toBeInstanceOf(Function);`,
    reason: 'trivial',
    detail: /./,
  },
  {
    unit: 'parseDuration',
    title: 'asserts nothing',
    body: `parseDuration('5m');`,
    reason: 'trivial',
    detail: /./,
  },
  {
    unit: 'parseDuration',
    title: 'looks as it did',
    body: `expect(parseDuration('5m')).toMatchSnapshot();`,
    reason: 'trivial',
    detail: /napshot/,
  },
  {
    unit: 'describeDuration',
    title: 'looks as it says in the test that it did',
    body: `expect(describeDuration(5)).toMatchInlineSnapshot();`,
    reason: 'trivial',
    detail: /napshot/,
  },
  {
    unit: 'countOf',
    title: 'does what an existing test does',
    body: `
const words = countOf(12, "guest");
expect(words).toBe("12 guests");`,
    reason: 'duplicate',
    isLate: true,
    detail: /counts many guests/,
  },
  {
    unit: 'WaitingList',
    title: 'does what an earlier candidate does',
    body: `
const waiting = new WaitingList();
waiting.join("Ann");
expect(waiting.leave("Ann")).toBe(true);`,
    reason: 'duplicate',
    isLate: true,
    detail: /lets a guest go/,
  },
  {
    unit: 'parseDuration',
    title: 'draws its input',
    body: `
const amount = Math.floor(Math.random() * 100);
expect(parseDuration(\`\${amount}s\`)).toBe(amount);`,
    reason: 'touches-world',
    detail: /Math\.random/,
  },
  {
    unit: 'doorSign',
    title: 'asks for the sign of now',
    body: `expect(['open', 'closed on Sunday']).toContain(doorSign(new Date()));`,
    reason: 'touches-world',
    detail: /Date/,
  },
  {
    unit: 'parseDuration',
    title: 'takes the time',
    body: `
const before = Date.now();
expect(parseDuration('5m')).toBe(300);
expect(Date.now() - before).toBeLessThan(1000);`,
    reason: 'touches-world',
    detail: /Date\.now/,
  },
  {
    unit: 'once',
    title: 'sleeps for luck',
    body: `
const act = once(() => 1);
await new Promise((resolve) => setTimeout(resolve, 20));
expect(act()).toBe(1);`,
    reason: 'touches-world',
    detail: /setTimeout/,
  },
  {
    unit: 'parseDuration',
    title: 'reads a file for its input',
    others: { 'node:fs': ['readFileSync'] },
    body: `expect(parseDuration(readFileSync('package.json', 'utf8').slice(0, 0) + '5m')).toBe(300);`,
    reason: 'touches-world',
    detail: /fs/,
  },
  {
    unit: 'parseDuration',
    title: 'asks a server for its input',
    body: `
const answer = await fetch('http://127.0.0.1:9/').catch(() => '5m');
expect(parseDuration(String(answer))).toBe(300);`,
    reason: 'touches-world',
    detail: /fetch/,
  },
  {
    unit: 'parseDuration',
    title: 'looks into the environment',
    body: `expect(parseDuration(process.env.DURATION ?? '5m')).toBe(300);`,
    reason: 'touches-world',
    detail: /process/,
  },
  {
    unit: 'parseDuration',
    title: 'starts a program',
    others: { 'node:child_process': ['spawnSync'] },
    body: `
spawnSync('true');
expect(parseDuration('5m')).toBe(300);`,
    reason: 'touches-world',
    detail: /child_process/,
  },
  {
    unit: 'parseDuration',
    title: 'leaves a server open',
    others: { 'node:http': ['createServer'] },
    body: `
createServer().listen(0);
expect(parseDuration('5m')).toBe(300);`,
    reason: 'touches-world',
    detail: /http/,
  },
  {
    unit: 'parseDuration',
    title: 'loads a module behind the back of the imports',
    body: `
const { rmSync } = await import('node:fs');
rmSync('nothing', { force: true });
expect(parseDuration('5m')).toBe(300);`,
    reason: 'touches-world',
    detail: /import|fs/,
  },
  {
    unit: 'parseDuration',
    title: 'sets a global',
    body: `
Object.assign(globalThis, { deskIsOpen: true });
expect(parseDuration('5m')).toBe(300);`,
    reason: 'touches-world',
    detail: /globalThis/,
  },
];
