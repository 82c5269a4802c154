import assert from 'node:assert/strict';
import { TaskQueue } from '../../../../src/core/fleet/taskQueue';

/** A task that ends when told to. */
function controlledTask(log: string[], name: string) {
  let finish: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    finish: () => finish(),
    run: async () => {
      log.push(name);
      await done;
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const never = new AbortController().signal;

describe('TaskQueue', () => {
  it('starts at most as many tasks as it may, the others in order of arrival', async () => {
    const log: string[] = [];
    const queue = new TaskQueue(() => 1);
    const [a, b, c] = [controlledTask(log, 'a'), controlledTask(log, 'b'), controlledTask(log, 'c')];
    const all = [a, b, c].map((task) => queue.run(task.run, never));
    await settle();
    assert.deepEqual(log, ['a']);
    a.finish();
    await settle();
    assert.deepEqual(log, ['a', 'b']);
    b.finish();
    c.finish();
    await Promise.all(all);
    assert.deepEqual([log, queue.activeCount, queue.waitingCount], [['a', 'b', 'c'], 0, 0]);
  });

  it('never lets a late arrival pass the limit while a waiting task takes over', async () => {
    const log: string[] = [];
    const queue = new TaskQueue(() => 1);
    const [a, b, c] = [controlledTask(log, 'a'), controlledTask(log, 'b'), controlledTask(log, 'c')];
    const first = queue.run(a.run, never);
    const second = queue.run(b.run, never);
    a.finish();
    await first;
    const third = queue.run(c.run, never);
    await settle();
    assert.deepEqual(log, ['a', 'b']);
    b.finish();
    c.finish();
    await Promise.all([second, third]);
  });

  it('gives up a waiting task whose signal is aborted, without starting it', async () => {
    const log: string[] = [];
    const queue = new TaskQueue(() => 1);
    const a = controlledTask(log, 'a');
    const first = queue.run(a.run, never);
    const controller = new AbortController();
    const waiting = queue.run(controlledTask(log, 'b').run, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    a.finish();
    await first;
    assert.deepEqual([log, queue.waitingCount], [['a'], 0]);
  });

  it('frees the place of a task that fails', async () => {
    const queue = new TaskQueue(() => 1);
    await assert.rejects(
      queue.run(async () => Promise.reject(new Error('boom')), never),
      /boom/,
    );
    assert.equal(await queue.run(async () => 'next', never), 'next');
  });
});
