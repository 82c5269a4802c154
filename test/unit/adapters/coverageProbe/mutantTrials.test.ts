import assert from 'node:assert/strict';
import { type MutantRecord, MutantTrials } from '../../../../src/adapters/coverageProbe/mutantTrials';
import { existingMark, loadMark, mutantKeyOf } from '../../../../src/core/mutation/trialMarks';

/** Trials over a module that is written the way mutated sources are. */
function setUp(skipped: readonly string[] = []) {
  const records: MutantRecord[] = [];
  const trials = new MutantTrials({ skipped, write: (record) => records.push(record), leastLimitMs: 50 });
  const { state } = trials;
  const isActive = (id: string): boolean => {
    if (state.activeMutant !== id) return false;
    state.hitCount = (state.hitCount ?? 0) + 1;
    return true;
  };
  const cover = (...ids: string[]): void => {
    const { currentTestId: test, mutantCoverage: coverage } = state;
    if (!coverage) return;
    if (test !== undefined) coverage.perTest[test] ??= {};
    const counts = (test === undefined ? coverage.static : coverage.perTest[test]) ?? {};
    for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  };
  /** The value, or another one with the mutant switched on. */
  const mutable = <T>(id: string, value: T, mutated: T): T => {
    if (isActive(id)) return mutated;
    cover(id);
    return value;
  };
  const outcomes = (mark: string) =>
    records.flatMap((record) =>
      record.kind === 'mutant' && record.mark === mark && record.phase !== 'start'
        ? [`${record.mutantId} ${record.phase}`]
        : [],
    );
  return { trials, records, mutable, outcomes, state };
}

function check(isRight: boolean): void {
  if (!isRight) throw new Error('wrong');
}

describe('MutantTrials', () => {
  // It takes the events of the process into its own hands.
  const { emit } = process;
  afterEach(() => {
    process.emit = emit;
  });

  it('tries each mutant that the body reaches, and gives back what the body gives without any', async () => {
    const { trials, records, mutable, outcomes } = setUp();
    const value = await trials.run('a', () => {
      const [first, second] = [mutable('1', 1, 2), mutable('2', 1, 2)];
      check(first === 1);
      return `${first}${second}`;
    });
    assert.equal(value, '11');
    assert.deepEqual(outcomes('a'), ['1 killed', '2 survived']);
    assert.deepEqual(
      records.map((record) => record.kind === 'mutant' && record.phase),
      ['start', 'killed', 'start', 'survived'],
    );
  });

  it('passes on the failure of a body that fails by itself, and tries nothing', async () => {
    const { trials, records, mutable } = setUp();
    const run = trials.run('a', () => check(mutable<number>('1', 1, 2) === 3));
    await assert.rejects(run, /wrong/);
    assert.deepEqual(records, []);
  });

  it('tries nothing on a body that does not pass twice', async () => {
    const { trials, mutable, records } = setUp();
    let count = 0;
    await trials.run('a', () => check(mutable('1', ++count, 0) === 1));
    assert.deepEqual(records, [{ kind: 'unrepeatable', mark: 'a' }]);
  });

  it('leaves out what is to be skipped', async () => {
    const { trials, mutable, outcomes } = setUp([mutantKeyOf('a', '1')]);
    for (const mark of ['a', 'b']) await trials.run(mark, async () => check(mutable('1', 1, 2) === 1));
    assert.deepEqual([outcomes('a'), outcomes('b')], [[], ['1 killed']]);
  });

  it('is content with one existing test that notices a mutant', async () => {
    const { trials, mutable, outcomes } = setUp();
    for (const index of [0, 1]) await trials.run(existingMark(index), () => check(mutable('1', 1, 2) === 1));
    await trials.run('new', () => check(mutable('1', 1, 2) === 1));
    assert.deepEqual(
      [0, 1].map((index) => outcomes(existingMark(index))),
      [['1 killed'], []],
    );
    assert.deepEqual(outcomes('new'), ['1 killed']);
  });

  it('believes nothing from the mutant on after which the body fails without any', async () => {
    const { trials, mutable, outcomes } = setUp();
    let isSpoilt = false;
    await trials.run('a', () => {
      check(!isSpoilt);
      mutable('1', 1, 2);
      isSpoilt = mutable('2', 1, 2) === 2;
      mutable('3', 1, 2);
      check(!isSpoilt);
    });
    assert.deepEqual(outcomes('a'), ['1 survived', '2 unreliable', '3 unreliable']);
  });

  it('does not say that a mutant survived which the body did not come by again', async () => {
    const { trials, mutable, outcomes } = setUp();
    let cached: number | undefined;
    await trials.run('a', () => {
      cached ??= mutable('1', 1, 2);
      check(mutable('2', cached, 0) === 1);
    });
    assert.deepEqual(outcomes('a'), ['1 unreliable', '2 killed']);
  });

  it('stops a loop that a mutant has made endless', async () => {
    const { trials, mutable, outcomes } = setUp();
    await trials.run('a', () => {
      for (let i = 0; i < 3; i += mutable('1', 1, 0));
      for (let i = 0; mutable('2', i < 3, true); i++) mutable('3', 1, 1);
    });
    assert.deepEqual(outcomes('a'), ['1 killed', '2 killed', '3 survived']);
  });

  it('does not wait for a promise that a mutant has made endless, whatever the clock of the test is', async () => {
    const { trials, mutable, outcomes } = setUp();
    const { setTimeout: real } = globalThis;
    try {
      await trials.run('a', async () => {
        globalThis.setTimeout = (() => 0) as unknown as typeof setTimeout;
        await new Promise<void>((resolve) => {
          if (mutable('1', true, false)) resolve();
        });
      });
    } finally {
      globalThis.setTimeout = real;
    }
    assert.deepEqual(outcomes('a'), ['1 killed']);
  });

  it('takes an exception that nobody catches for a failure, and forgets rejections that nobody handles', async () => {
    const { trials, mutable, outcomes } = setUp();
    await trials.run('a', async () => {
      if (mutable('1', 1, 2) === 2) void Promise.reject(new Error('unheard'));
      await new Promise<void>((resolve) => {
        setImmediate(() => {
          if (mutable('2', 1, 2) === 2) throw new Error('uncaught');
          resolve();
        });
      });
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(outcomes('a'), ['1 survived', '2 killed']);
  });

  it('runs bodies one after the other, although they are started together', async () => {
    const { trials, mutable, outcomes } = setUp();
    const body = (id: string) => async () => {
      await null;
      const value = mutable(id, 1, 2);
      await new Promise((resolve) => setImmediate(resolve));
      check(value === 1);
    };
    await Promise.all([trials.run('a', body('1')), trials.run('b', body('2'))]);
    assert.deepEqual([outcomes('a'), outcomes('b')], [['1 killed'], ['2 killed']]);
  });

  it('says of what is executed while modules are loaded that it cannot be told', async () => {
    const { trials, mutable, outcomes } = setUp();
    mutable('7', 1, 2);
    for (const mark of ['a', 'b']) await trials.run(mark, () => undefined);
    assert.deepEqual(outcomes(loadMark), ['7 unreliable']);
  });
});
