import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type TaskPriority, taskPriorities } from '../../src/core/fleet/task';
import { overtakesPerPriority, TaskQueue } from '../../src/core/fleet/taskQueue';
import { verifies } from '../requirements';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Step = { readonly submit: TaskPriority } | { readonly finish: number } | { readonly cancel: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...taskPriorities).map((submit) => ({ submit })) },
  { weight: 2, arbitrary: fc.nat(5).map((finish) => ({ finish })) },
  { weight: 1, arbitrary: fc.nat(20).map((cancel) => ({ cancel })) },
);

/** Plays the steps on a queue, then lets everything end; tells what was started, in order, by number of arrival. */
async function play(steps: readonly Step[], places: number) {
  const queue = new TaskQueue({ active: () => places, waiting: () => 1000 });
  const started: number[] = [];
  const atWork: { readonly finish: () => void }[] = [];
  const priorities: TaskPriority[] = [];
  const cancellations: AbortController[] = [];
  const results: Promise<unknown>[] = [];
  let mostAtWork = 0;
  const submit = (priority: TaskPriority): void => {
    const arrival = priorities.push(priority) - 1;
    const controller = new AbortController();
    cancellations.push(controller);
    const work = () =>
      new Promise<void>((resolve) => {
        started.push(arrival);
        atWork.push({ finish: resolve });
        mostAtWork = Math.max(mostAtWork, atWork.length);
      });
    results.push(queue.run(work, controller.signal, priority).catch(() => arrival));
  };
  for (const action of steps) {
    if ('submit' in action) submit(action.submit);
    else if ('finish' in action) atWork.splice(action.finish, 1)[0]?.finish();
    else cancellations[action.cancel]?.abort();
    await settle();
  }
  while (atWork.length > 0) {
    atWork.shift()?.finish();
    await settle();
  }
  await Promise.all(results);
  const cancelled = cancellations.flatMap(({ signal }, arrival) => (signal.aborted ? [arrival] : []));
  return { started, priorities, cancelled, mostAtWork, queue };
}

describe('TaskQueue, whatever comes in which order', () => {
  it(`starts every task exactly once, or not at all when it was cancelled before ${verifies('FM-Q-4', 'FM-Q-13')}`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, places) => {
          const { started, priorities, cancelled, mostAtWork, queue } = await play(steps, places);
          assert.equal(new Set(started).size, started.length);
          const missing = priorities.flatMap((_, arrival) => (started.includes(arrival) ? [] : [arrival]));
          assert.ok(missing.every((arrival) => cancelled.includes(arrival)));
          assert.ok(mostAtWork <= places);
          assert.deepEqual([queue.activeCount, queue.waitingCount], [0, 0]);
        },
      ),
    );
  });

  it(`lets no task be overtaken more often than its priority allows ${verifies('FM-Q-4')}`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 200 }), async (steps) => {
        const { started, priorities } = await play(steps, 1);
        for (const [position, arrival] of started.entries()) {
          const overtakers = started.slice(0, position).filter((other) => other > arrival).length;
          const rank = taskPriorities.indexOf(priorities[arrival] ?? 'low');
          assert.ok(overtakers <= (taskPriorities.length - 1 - rank) * overtakesPerPriority);
        }
      }),
    );
  });

  it(`never starts a later task of the same priority first ${verifies('FM-Q-3')}`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const { started, priorities } = await play(steps, 1);
        for (const priority of taskPriorities) {
          const ofPriority = started.filter((arrival) => priorities[arrival] === priority);
          assert.deepEqual(
            ofPriority,
            ofPriority.toSorted((a, b) => a - b),
          );
        }
      }),
    );
  });
});
