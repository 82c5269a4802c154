import assert from 'node:assert/strict';
import type { TaskPriority } from '../../../../src/core/fleet/task';
import { TaskQueue } from '../../../../src/core/fleet/taskQueue';
import { verifies } from '../../../requirements';

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

const queueOf = (active: number, waiting = 100) =>
  new TaskQueue({ active: () => active, waiting: () => waiting });

describe('TaskQueue', () => {
  it(`starts at most as many tasks as it may, the others in order of arrival ${verifies('FM-Q-3')}`, async () => {
    const log: string[] = [];
    const queue = queueOf(1);
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
    const queue = queueOf(1);
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
    const queue = queueOf(1);
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
    const queue = queueOf(1);
    await assert.rejects(
      queue.run(async () => Promise.reject(new Error('boom')), never),
      /boom/,
    );
    assert.equal(await queue.run(async () => 'next', never), 'next');
  });

  it(`starts the most urgent of the waiting tasks next ${verifies('FM-Q-3')}`, async () => {
    const log: string[] = [];
    const queue = queueOf(1);
    const blocker = controlledTask(log, 'blocker');
    const all = [queue.run(blocker.run, never)];
    const priorities: TaskPriority[] = ['low', 'normal', 'critical', 'high', 'critical'];
    for (const [index, priority] of priorities.entries())
      all.push(queue.run(async () => void log.push(`${priority} ${index}`), never, priority));
    blocker.finish();
    await Promise.all(all);
    assert.deepEqual(log, ['blocker', 'critical 2', 'critical 4', 'high 3', 'normal 1', 'low 0']);
  });

  it(`refuses a task when no more may wait, naming the limit, and takes it later ${verifies('FM-Q-2')}`, async () => {
    const log: string[] = [];
    const queue = queueOf(1, 1);
    const a = controlledTask(log, 'a');
    const all = [queue.run(a.run, never), queue.run(async () => void log.push('b'), never)];
    await assert.rejects(
      queue.run(async () => void log.push('c'), never),
      { code: 'queue-full', message: /^1 tasks? / },
    );
    a.finish();
    await Promise.all(all);
    await queue.run(async () => void log.push('d'), never);
    assert.deepEqual(log, ['a', 'b', 'd']);
  });

  it('starts waiting tasks when the limit has risen', async () => {
    const log: string[] = [];
    let limit = 1;
    const queue = new TaskQueue({ active: () => limit, waiting: () => 9 });
    const [a, b] = [controlledTask(log, 'a'), controlledTask(log, 'b')];
    const all = [queue.run(a.run, never), queue.run(b.run, never)];
    limit = 2;
    queue.startWaiting();
    await settle();
    assert.deepEqual(log, ['a', 'b']);
    a.finish();
    b.finish();
    await Promise.all(all);
  });
});
