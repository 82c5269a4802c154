import assert from 'node:assert/strict';
import { KeyedQueue } from '../../../../src/core/memory/keyedQueue';

describe('KeyedQueue', () => {
  const queue = new KeyedQueue();
  let log: string[] = [];
  beforeEach(() => {
    log = [];
  });
  /** Work that ends when it is told to. */
  const start = (name: string, ...keys: string[]) => {
    let finish: (error?: Error) => void = () => {};
    const ending = new Promise<void>((resolve, reject) => {
      finish = (error) => (error ? reject(error) : resolve());
    });
    const result = queue.run(keys, async () => {
      log.push(`${name} begins`);
      await ending;
      log.push(`${name} ends`);
      return name;
    });
    return { result, finish };
  };

  it('does work on one key in the order in which it was asked for', async () => {
    const [one, two] = [start('one', 'a'), start('two', 'a')];
    two.finish();
    one.finish();
    assert.deepEqual(await Promise.all([one.result, two.result]), ['one', 'two']);
    assert.deepEqual(log, ['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('does work on different keys at the same time', async () => {
    const [one, two] = [start('one', 'a'), start('two', 'b')];
    two.finish();
    assert.equal(await two.result, 'two');
    assert.deepEqual(log, ['one begins', 'two begins', 'two ends']);
    one.finish();
    await one.result;
  });

  it('waits for the work on each of several keys', async () => {
    const [a, b, both] = [start('a', 'a'), start('b', 'b'), start('both', 'b', 'a', 'a')];
    both.finish();
    b.finish();
    await b.result;
    a.finish();
    await both.result;
    assert.deepEqual(log.slice(-4), ['b ends', 'a ends', 'both begins', 'both ends']);
  });

  it('goes on after a failure, which only its own caller sees', async () => {
    const [one, two] = [start('one', 'a'), start('two', 'a')];
    one.finish(new Error('broken'));
    two.finish();
    await assert.rejects(one.result, /broken/);
    assert.equal(await two.result, 'two');
  });
});
