import assert from 'node:assert/strict';
import type { Trial, TrialCall, TrialInput, TrialReport } from '../../../../src/core/synthesis/trial';
import type { SandboxSession } from '../../../../src/core/testing/sandbox';
import { inspectSource } from '../../../support/inspectedSource';
import { aScenario, observeAll, useSandbox } from '../../../support/sandboxHarness';

const input = (code: string): TrialInput => ({ code, setup: [] });

function call(
  path: string,
  codes: readonly string[] = [],
  form: TrialCall['callable']['form'] = 'call',
): TrialCall {
  return { callable: { form, path }, arguments: codes.map(input) };
}

function calling(path: string, ...codes: readonly string[]): Trial {
  return { calls: [call(path, codes)] };
}

describe('processSandbox tries', () => {
  const harness = useSandbox();

  /** Opens guided source; everything it exports may be mentioned. */
  async function open(source: string, limits = {}): Promise<SandboxSession> {
    const { instrumented } = await inspectSource(source, { path: 'a.js' });
    const request = { code: instrumented.guidedCode, pointCount: instrumented.points.length };
    const opened = await harness().open('a.js', source, { request, limits });
    assert.ok(opened.status === 'opened', JSON.stringify(opened));
    const bindings = Object.fromEntries(opened.exports.map(({ name }) => [name, name]));
    opened.session.startTrials({ bindings, seenPoints: opened.loadedPoints });
    return opened.session;
  }

  async function attempt(session: SandboxSession, trials: readonly Trial[]): Promise<readonly TrialReport[]> {
    const { done, reports } = await session.attempt(trials, new AbortController().signal);
    assert.equal(done, trials.length);
    return reports;
  }

  function statuses(reports: readonly TrialReport[]): readonly string[] {
    return reports.map(({ index, status }) => `${index} ${status}`);
  }

  it('with constants that are changed before they are given', async () => {
    const session = await open('exports.isCyclic = (node) => node.self === node ? true : false;');
    const node = { name: 'node', code: '{}', uses: ['node.self = node'] };
    const cyclic: Trial = { calls: [{ ...call('isCyclic'), arguments: [{ code: 'node', setup: [node] }] }] };
    assert.deepEqual(statuses(await attempt(session, [calling('isCyclic', '{}'), cyclic])), [
      '0 new',
      '1 new',
    ]);
  });

  it('many, and tells only of those that reached something or ended in another way', async () => {
    const session = await open('exports.sign = (n) => n < 0 ? -1 : n > 0 ? 1 : 0;');
    const numbers = ['5', '6', '7', '-3', '-4', '0', '8', '0'];
    assert.deepEqual(
      statuses(
        (
          await attempt(
            session,
            numbers.map((code) => calling('sign', code)),
          )
        ).filter(({ status }) => status === 'new'),
      ),
      ['0 new', '3 new', '5 new'],
    );
    const again = await attempt(
      session,
      ['9', '-9', '0'].map((code) => calling('sign', code)),
    );
    assert.ok(again.every(({ status }) => status === 'seen'));
  });

  it('tell again of what was only reached on the way to an error of the engine', async () => {
    const session = await open('exports.first = (list) => {\n  const one = list[0];\n  return one.name;\n};');
    const codes = ['[null]', '[undefined]', "[{ name: 'a' }]", "[{ name: 'b' }]"];
    const reports = await attempt(
      session,
      codes.map((code) => calling('first', code)),
    );
    assert.deepEqual(statuses(reports), ['0 new', '1 new', '2 new']);
  });

  it('calls on what another call gave, with spread lists, constants and chained paths', async () => {
    const session = await open(`
exports.Box = class { constructor(n) { this.n = n; } add(...more) { this.n += more.length; if (this.n === 5) return 'five'; } get size() { if (this.n === 7) return 'seven'; } };
exports.curry = (list) => (n) => { if (list.length === 2 && n === 3) return 'both'; };
exports.once = (items) => { if (items.pop() === 2) return 'popped'; };`);
    const box = (n: string) => ({ call: call('Box', [n], 'construct') });
    const shared: TrialInput = { code: 'items', setup: [{ name: 'items', code: '[1, 2]' }] };
    const reports = await attempt(session, [
      { receiver: box('1'), calls: [call('add', ['...[1, 2]'], 'method')] },
      {
        receiver: box('1'),
        calls: [call('add', ['...[1, 2]'], 'method'), call('add', ['1', '2'], 'method')],
      },
      { receiver: box('7'), calls: [call('size', [], 'read')] },
      {
        calls: [{ ...call('', ['3'], 'invoke'), on: { ...call('curry'), arguments: [shared] } }],
      },
      { receiver: { call: { ...call('curry'), arguments: [shared] } }, calls: [call('', ['4'], 'invoke')] },
      { calls: [{ ...call('once'), arguments: [shared] }] },
      { calls: [{ ...call('once'), arguments: [shared] }] },
    ]);
    assert.deepEqual(statuses(reports.filter(({ status }) => status === 'new')), [
      '0 new',
      '1 new',
      '2 new',
      '3 new',
      '4 new',
      '5 new',
    ]);
  });

  it('cuts loops short, and learns nothing from what they did until then', async () => {
    const session = await open('exports.spin = (n) => { if (n > 3) for (;;) n++; return n; };');
    const started = await attempt(session, [
      calling('spin', '9'),
      calling('spin', '1'),
      calling('spin', '8'),
    ]);
    assert.deepEqual(statuses(started), ['0 endless', '1 new', '2 endless']);
  });

  it('tells what was compared while a comparison went only one way', async () => {
    const session = await open(`
exports.shape = (s) => { switch (s.kind) { case 'circle': return 1; } if (/^x\\d+$/.test(s.kind)) return 2; if (s.n >= 100) return 3; return { a: 1, b: 2 }[s.kind]; };`);
    const [report] = await attempt(session, [calling('shape', "{ kind: 'k', n: 40 }")]);
    const clues = report?.clues.map(({ site, ...clue }) => clue) ?? [];
    assert.deepEqual(
      clues.filter(({ value }) => value === "'k'"),
      [
        { value: "'k'", wanted: ["'circle'"] },
        { value: "'k'", wanted: [], pattern: '^x\\d+$' },
        { value: "'k'", wanted: ["'a'", "'b'"] },
      ],
    );
    assert.deepEqual(
      clues.filter(({ value }) => value === '40'),
      [{ value: '40', wanted: ['100', '99', '101'], distance: 60 }],
    );
    const both = await attempt(
      session,
      ['circle', 'x1', 'a'].map((kind) => calling('shape', `{ kind: '${kind}', n: 100 }`)),
    );
    const told = await attempt(session, [calling('shape', "{ kind: 'k', n: 100 }")]);
    assert.ok(both.length > 0);
    assert.deepEqual(told, []);
  });

  it('tells each pattern of a table, until it was matched and missed', async () => {
    const session = await open(
      'const rules = [/x$/, /o$/, /^man$/];\nexports.rule = (word) => { for (const one of rules) if (one.test(word)) return String(one); };',
    );
    const patternsOf = async (word: string) =>
      (await attempt(session, [calling('rule', `'${word}'`)]))
        .flatMap(({ clues }) => clues)
        .flatMap(({ pattern }) => pattern ?? []);
    assert.deepEqual(await patternsOf('tree'), ['x$', 'o$', '^man$']);
    assert.deepEqual(await patternsOf('box'), []);
    assert.deepEqual(await patternsOf('zoo'), []);
    assert.deepEqual(await patternsOf('sea'), ['^man$']);
  });

  it('tells what goes on after it has returned', async () => {
    const session = await open(`
let runs = 0;
exports.now = () => 1;
exports.asked = async () => 2;
exports.later = () => { Promise.resolve().then(() => { runs++; }); };
exports.timed = () => { setTimeout(() => { runs++; }, 10); };`);
    const names = ['now', 'asked', 'later', 'timed'];
    const reports = await attempt(
      session,
      names.map((name) => calling(name)),
    );
    assert.deepEqual(
      reports.filter(({ status }) => status === 'waits').map(({ index }) => names[index]),
      ['asked', 'later', 'timed'],
    );
  });

  it('up to one that does not end; the session goes on with the rest in a fresh module', async () => {
    const session = await open(
      'exports.f = (s) => { if (s === 2) "x".repeat(2 ** 28).replace(/(x+x+)+y/, ""); return s; };',
      {
        trialTimeoutMs: 300,
      },
    );
    const trials = ['1', '2', '3'].map((code) => calling('f', code));
    const first = await session.attempt(trials, new AbortController().signal);
    assert.equal(first.done, 2);
    assert.deepEqual(statuses(first.reports.filter(({ status }) => status !== 'seen')), ['0 new', '1 hung']);
    assert.deepEqual(statuses(await attempt(session, trials.slice(2))), ['0 new']);
    const [observed] = await observeAll(session, [aScenario('f', ['f(3)'])]);
    assert.equal(observed?.status, 'observed');
  });

  it('up to one that ends the process, although it cannot say which', async () => {
    const session = await open(
      'exports.f = (s) => { if (s === 2) { const all = []; for (;;) all.push(new Array(1e6).fill(s)); } return s; };',
      { memoryMiB: 64 },
    );
    const { done, reports } = await session.attempt(
      ['1', '2', '3'].map((code) => calling('f', code)),
      new AbortController().signal,
    );
    assert.equal(done, 2);
    assert.deepEqual(statuses(reports.filter(({ status }) => status !== 'seen')), ['0 new', '1 crashed']);
  });

  it('nothing that is no code', async () => {
    const session = await open('exports.f = (s) => s;');
    assert.deepEqual(statuses(await attempt(session, [calling('f', ')('), calling('f', '1')])), ['1 new']);
  });
});
