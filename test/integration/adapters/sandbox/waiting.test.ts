import assert from 'node:assert/strict';
import type {
  Scenario,
  ScenarioObservation,
  ScenarioStep,
  ScenarioTrace,
} from '../../../../src/core/synthesis/scenario';
import { advanceAsyncName, advanceName, fakeDate } from '../../../../src/core/synthesis/scenario';
import { aScenario, aScenarioWithTools, observeAll, useSandbox } from '../../../support/sandboxHarness';

const arrange = (expression: string, resultName?: string): ScenarioStep => ({
  expression,
  role: 'arrange',
  ...(resultName !== undefined && { resultName }),
});

describe('processSandbox waits', () => {
  const harness = useSandbox();

  it('for input and output of a step, and tells when some is left under way', async () => {
    const session = await harness().openSession(
      'a.js',
      `const fs = require('node:fs');
exports.save = (path, callback) => { fs.createWriteStream(path).end('x'.repeat(100000), callback); };`,
    );
    const [awaited, left] = await observeAll(session, [
      aScenarioWithTools('save', ["new Promise((resolve) => save(join(folder, 'a'), resolve))"]),
      aScenarioWithTools('save', ["save(join(folder, 'a'))"]),
    ]);
    assert.equal(awaited?.status, 'observed');
    assert.equal(traceOf(left)?.isBusy, true);
  });

  it('not for a promise that nothing will settle', async () => {
    const session = await harness().openSession('a.js', 'exports.never = () => new Promise(() => {});', {
      limits: { scenarioTimeoutMs: 20_000 },
    });
    const [seen] = await observeAll(session, [aScenario('never', ['never()'])]);
    assert.deepEqual(seen, { scenarioId: 'never()', status: 'pending' });
  });

  it('for work in the thread pool, which shows nowhere', async () => {
    const session = await harness().openSession(
      'a.js',
      "const { pbkdf2, webcrypto } = require('node:crypto'); const { promisify } = require('node:util');\nexports.derive = async () => (await promisify(pbkdf2)('a', 'b', 1000, 8, 'sha1')).length;\nexports.digest = async () => (await webcrypto.subtle.digest('SHA-1', new Uint8Array(5))).byteLength;",
    );
    const seen = await observeAll(session, [
      aScenario('derive', ['derive()']),
      aScenario('digest', ['digest()']),
    ]);
    assert.deepEqual(
      seen.map(({ status }) => status),
      ['observed', 'observed'],
    );
  });

  it('and tells which events the emitters sent that steps gave, and when', async () => {
    const session = await harness().openSession(
      'a.js',
      `const { EventEmitter } = require('node:events');
exports.Door = class Door extends EventEmitter { open() { this.emit('opening', 1, 2); setImmediate(() => this.emit('open')); } };
exports.hidden = () => { new EventEmitter().emit('unseen'); };`,
    );
    const [seen] = await observeAll(session, [
      aScenario('Door hidden', [arrange('hidden()'), arrange('new Door()', 'door'), 'door.open()']),
    ]);
    assert.deepEqual(traceOf(seen)?.events, [
      { name: 'opening', emitterStep: 1, step: 2, isLate: false, argumentCount: 2 },
      { name: 'open', emitterStep: 1, step: 2, isLate: true, argumentCount: 0 },
    ]);
  });
});

describe('processSandbox lets time pass', () => {
  const harness = useSandbox();
  const code = `const { setTimeout: sleep } = require('node:timers/promises');
exports.debounce = (call, ms) => { let timer; return (value) => { clearTimeout(timer); timer = setTimeout(call, ms, value); }; };
exports.retry = async (task, ms) => { for (let turn = 1; ; turn++) { try { return task(turn); } catch { await sleep(ms * turn); } } };
exports.promisified = (ms) => require('node:util').promisify(setTimeout)(ms, 'value');
exports.every = (ms, call) => { const timer = setInterval(() => { if (call() === 'stop') clearInterval(timer); }, ms); return timer; };
exports.stamp = () => [new Date().toISOString(), Date.now()];
exports.handle = () => { const timer = setTimeout(() => {}, 5); timer.unref(); const known = [typeof timer.ref, timer.hasRef(), timer.constructor.name]; clearTimeout(Number(timer)); return known; };
exports.later = (ms) => { setTimeout(() => { throw new Error('late'); }, ms); };`;
  const open = () => harness().openSession('a.js', code);
  const withClock = (scenario: Scenario, isDated = false): Scenario => ({ ...scenario, clock: { isDated } });

  it('at once where a promise waits for it, and tells how much', async () => {
    const session = await open();
    const began = performance.now();
    const [retried, promisified] = await observeAll(session, [
      aScenario('retry', ["retry((turn) => { if (turn < 4) throw new Error('x'); return turn; }, 60_000)"]),
      aScenario('promisified', ['promisified(60_000)']),
    ]);
    assert.ok(performance.now() - began < 30_000);
    assert.deepEqual([lastCode(retried), lastCode(promisified)], ['4', "'value'"]);
    assert.equal(traceOf(retried)?.clock?.waitedMs, 360_000);
    assert.deepEqual(traceOf(retried)?.clock?.delaysMs, [60_000, 120_000, 180_000]);
  });

  it('to timers that are all but immediate, not to those that nobody awaits', async () => {
    const session = await open();
    const [soon, left] = await observeAll(session, [
      aScenario('later', ['later(0)']),
      aScenario('later', ['later(100)']),
    ]);
    assert.equal(soon?.status === 'crashed' && soon.message, 'Error: late (at a.js:8)');
    assert.deepEqual([left?.status, traceOf(left)?.clock?.openTimersMs], ['observed', [100]]);
  });

  it('on a fake clock only when a step says so', async () => {
    const session = await open();
    const received = arrange('[]', 'received');
    const debounced = arrange('debounce((value) => received.push(value), 100)', 'debounced');
    const steps = [received, debounced, "debounced('a')", `${advanceName}(60)`, "debounced('b')"];
    const [before, after, repeated] = await observeAll(session, [
      withClock(aScenario('debounce', [...steps, `${advanceName}(99)`, 'received'])),
      withClock(aScenario('debounce', [...steps, `${advanceName}(100)`, 'received'])),
      withClock(
        aScenario('every', [received, 'every(10, () => received.push(1))', `${advanceName}(35)`, 'received']),
      ),
    ]);
    assert.deepEqual([before, after, repeated].map(lastCode), ['[]', "['b']", '[1, 1, 1]']);
    assert.deepEqual(traceOf(after)?.clock?.jumpsMs, [[60], [100]]);
    assert.deepEqual(traceOf(repeated)?.clock?.jumpsMs, [[10, 10, 10, 5]]);
  });

  it('with promises that go on between the timers', async () => {
    const session = await open();
    const promise: ScenarioStep = {
      ...arrange("retry((turn) => { if (turn < 3) throw new Error('x'); return turn; }, 10)", 'promise'),
      isDeferred: true,
    };
    const [done, early] = await observeAll(session, [
      withClock(aScenario('retry', [promise, `${advanceAsyncName}(30)`, 'promise'], 'done')),
      withClock(aScenario('retry', [promise, `${advanceAsyncName}(29)`, 'promise'], 'early')),
    ]);
    assert.deepEqual([lastCode(done), early?.status], ['3', 'pending']);
    assert.deepEqual(traceOf(done)?.clock?.jumpsMs, [[10, 20]]);
  });

  it('with a date that stands where it is put', async () => {
    const session = await open();
    const [seen] = await observeAll(session, [
      withClock(aScenario('stamp', [`${advanceName}(1000)`, 'stamp()']), true),
    ]);
    const expected = new Date(Date.parse(fakeDate) + 1000);
    assert.equal(lastCode(seen), `['${expected.toISOString()}', ${expected.getTime()}]`);
    assert.equal(traceOf(seen)?.clock?.readsDate, true);
  });

  it('with timers that look like those of Node.js', async () => {
    const session = await open();
    const [seen] = await observeAll(session, [aScenario('handle', ['handle()'])]);
    assert.equal(lastCode(seen), "['function', false, 'Timeout']");
    assert.deepEqual(traceOf(seen)?.clock?.openTimersMs, []);
  });
});

function traceOf(observation: ScenarioObservation | undefined): ScenarioTrace | undefined {
  return observation?.status === 'observed' ? observation.trace : undefined;
}

function lastCode(observation: ScenarioObservation | undefined) {
  const outcome = observation?.status === 'observed' ? observation.outcomes.at(-1) : undefined;
  return outcome?.status === 'returned' && 'code' in outcome.value ? outcome.value.code : outcome;
}
