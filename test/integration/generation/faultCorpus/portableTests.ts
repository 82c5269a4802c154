import type { BadTest, CorpusTest } from '../../../support/corpusTest';

/** A few of the corpus for the other frameworks: in plain JavaScript, with Node's assertions. */
export const portableGoodTests: readonly CorpusTest[] = [
  { unit: 'parseDuration', title: 'reads seconds', body: `assert.equal(parseDuration('90s'), 90);` },
  { unit: 'parseDuration', title: 'reads minutes', body: `assert.equal(parseDuration('5m'), 300);` },
  {
    unit: 'parseDuration',
    title: 'refuses what is no duration',
    body: `assert.throws(() => parseDuration('soon'), SyntaxError);`,
  },
  {
    unit: 'doorSign',
    title: 'is closed on Sunday',
    body: `assert.equal(doorSign(new Date('2024-03-03T10:00:00Z')), 'closed on Sunday');`,
  },
  {
    unit: 'WaitingList',
    title: 'lets a guest go',
    body: `
const list = new WaitingList();
list.join('Ann');
assert.equal(list.leave('Ann'), true);`,
  },
  {
    unit: 'checkOut',
    title: 'finds nobody in an empty room',
    body: `await assert.rejects(checkOut(async () => undefined, 7), { message: 'Nobody is in room 7' });`,
  },
  {
    unit: 'checkOut',
    title: 'keeps a guest who owes',
    body: `
const find = async () => ({ name: 'Ann', owesCents: 1 });
assert.equal(await checkOut(find, 7), 'Ann owes 1 cents');`,
  },
];

export function portableBadTests(outside: string, now: Date): readonly BadTest[] {
  return [
    {
      unit: 'parseDuration',
      title: 'imports from a path that there is not',
      from: './dsk.js',
      body: `assert.equal(parseDuration('5m'), 300);`,
      reason: 'failed',
      detail: /dsk/,
    },
    {
      unit: 'parseDuration',
      title: 'lacks a parenthesis',
      body: `assert.equal(parseDuration('5m', 300;`,
      reason: 'unparsable',
      detail: /expected/,
    },
    {
      unit: 'parseDuration',
      title: 'is what it is',
      body: `
const seconds = parseDuration('5m');
assert.equal(seconds, seconds);`,
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
      unit: 'WaitingList',
      title: 'replaces a method of the class',
      body: `
WaitingList.prototype.join = () => 7;
assert.equal(new WaitingList().join('Ann'), 7);`,
      reason: 'mocks-subject',
      detail: /WaitingList\.prototype\.join/,
    },
    {
      unit: 'parseDuration',
      title: 'expects a second too many',
      body: `assert.equal(parseDuration('5m'), 301);`,
      reason: 'failed',
      detail: /300/,
    },
    {
      unit: 'parseDuration',
      title: 'never ends',
      body: `
let seconds = 0;
while (seconds < 301) seconds = parseDuration('5m');
assert.equal(seconds, 301);`,
      reason: 'failed',
      detail: /time|stopped|end/i,
    },
    {
      unit: 'parseDuration',
      title: 'swallows its own assertion',
      body: `
try {
  assert.equal(parseDuration('2h'), 1);
} catch {}`,
      reason: 'proves-nothing',
      detail: /mutants/,
    },
    {
      unit: 'admit',
      title: 'lets the first one in',
      body: `assert.equal(admit(), 1);`,
      reason: 'unstable',
      detail: /./,
    },
    {
      unit: 'admit',
      title: 'lets the second one in',
      body: `assert.equal(admit(), 2);`,
      reason: 'unstable',
      detail: /./,
    },
    {
      unit: 'billMonth',
      title: 'is the month of now',
      body: `assert.equal(billMonth(), '${now.toISOString().slice(0, 7)}');`,
      reason: 'unstable',
      detail: /./,
    },
    {
      unit: 'parseDuration',
      title: 'writes beside what it tests',
      imports: ['parseDuration', 'saveNote'],
      body: `assert.equal(saveNote(${JSON.stringify(`${outside}/note.txt`)}, 'hello!') - parseDuration('6s'), 0);`,
      reason: 'touches-world',
      detail: /file system/,
    },
    {
      unit: 'parseDuration',
      title: 'reads other minutes',
      body: `assert.equal(parseDuration('7m'), 420);`,
      reason: 'adds-nothing',
      isLate: true,
      detail: /noticed already|covered/,
    },
    {
      unit: 'WaitingList',
      title: 'does what an earlier candidate does',
      body: `
const waiting = new WaitingList();
waiting.join("Ann");
assert.equal(waiting.leave("Ann"), true);`,
      reason: 'duplicate',
      isLate: true,
      detail: /lets a guest go/,
    },
  ];
}
