import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import { ShiftedWorld } from '../../../../src/adapters/coverageProbe/shiftedWorld';

const offsetMs = 5_000_000_000;

/** A realm of its own, so that the clock of this process stays as it is. */
function setUp(options = { clockOffsetMs: offsetMs, randomSeed: 3 }) {
  const context = createContext({});
  const evaluate = (code: string): unknown => runInContext(code, context);
  return { world: new ShiftedWorld(options), realm: evaluate('globalThis') as object, evaluate };
}

const isNear = (value: unknown, expected: number): boolean => Math.abs(Number(value) - expected) < 10_000;

describe('ShiftedWorld', () => {
  it('shifts every way to ask for the time while a body runs, and none afterwards', () => {
    const { world, realm, evaluate } = setUp();
    const asked = [
      'Date.now()',
      'new Date().getTime()',
      'Date.parse(Date())',
      'Reflect.construct(Date, []).getTime()',
    ];
    world.enter(realm);
    for (const code of asked) assert.ok(isNear(evaluate(code), Date.now() + offsetMs), code);
    world.leave();
    for (const code of asked) assert.ok(isNear(evaluate(code), Date.now()), code);
  });

  it('leaves alone what does not ask for the time', () => {
    const { world, realm, evaluate } = setUp();
    world.enter(realm);
    assert.equal(evaluate('new Date(7).getTime()'), 7);
    assert.equal(evaluate('Date.UTC(1970, 0) + Date.parse("1970-01-01T00:00:01Z")'), 1000);
    assert.equal(evaluate('new Date().constructor === Date && new Date() instanceof Date'), true);
    assert.equal(evaluate('class Day extends Date {}; new Day(5).getTime()'), 5);
    assert.equal(evaluate('new Day() instanceof Day'), true);
  });

  it('holds until the last of several bodies has ended', () => {
    const { world, realm, evaluate } = setUp();
    world.enter(realm);
    world.enter(realm);
    world.leave();
    assert.ok(isNear(evaluate('Date.now()'), Date.now() + offsetMs));
    world.leave();
    assert.ok(isNear(evaluate('Date.now()'), Date.now()));
  });

  it('gives the same random numbers to each body, and other ones to nobody else', () => {
    const { world, realm, evaluate } = setUp();
    const twice = (): unknown => evaluate('[Math.random(), Math.random()].join()');
    world.enter(realm);
    const first = twice();
    world.leave();
    const between = twice();
    world.enter(realm);
    assert.equal(twice(), first);
    assert.notEqual(between, first);
    assert.notEqual(twice(), first);
    world.restart();
    assert.equal(twice(), first);
  });

  it('does not take the place of a clock or of random numbers that a test has faked', () => {
    const { world, realm, evaluate } = setUp();
    evaluate('Date = class FakeDate extends Date { static now() { return 1; } }; Math.random = () => 0.25;');
    world.enter(realm);
    assert.deepEqual([evaluate('Date.now()'), evaluate('Math.random()')], [1, 0.25]);
  });

  it('changes nothing that it is not asked to', () => {
    const { world, realm, evaluate } = setUp({} as never);
    const before = evaluate('[Date, Date.now, Math.random]');
    world.enter(realm);
    assert.deepEqual(evaluate('[Date, Date.now, Math.random]'), before);
  });
});
