import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { EventBus, handlerPriorities } from '../../../../src/core/events/eventBus';
import type { EventName } from '../../../../src/core/events/eventMap';
import { verifies } from '../../../requirements';
import { RecordingLogger } from '../../../support/recordingLogger';

/** Spec 7.1; that the map has them all is checked by the compiler, and that nothing drops out here by what is sent. */
const specEvents = [
  'agent.initialized',
  'agent.error',
  'task.started',
  'task.completed',
  'task.failed',
  'model.selected',
  'model.fallback',
  'routing.error',
  'cost.tracked',
  'cost.budget.warning',
  'cost.budget.exceeded',
  'stream.start',
  'stream.chunk',
  'stream.progress',
  'stream.error',
  'stream.complete',
] as const satisfies readonly EventName[];

const started = { taskId: 't', agentId: 'a', taskType: 'generate-tests' } as const;

describe('EventBus', () => {
  it(`carries every event of the spec under its name ${verifies('EVT-7.1-1')}`, () => {
    const bus = new EventBus(silentLogger);
    const seen: EventName[] = [];
    for (const name of specEvents) bus.on(name, () => seen.push(name));
    for (const name of specEvents)
      (bus.emit as (name: EventName, payload: unknown) => void).call(bus, name, {});
    assert.deepEqual(seen, specEvents);
  });

  it(`delivers to the handlers of the name, until they are disposed ${verifies('EVT-7.3-1', 'EVT-7.1-16')}`, () => {
    const bus = new EventBus(silentLogger);
    const seen: string[] = [];
    const registration = bus.on('task.started', ({ taskId }) => seen.push(taskId));
    bus.on('task.completed', () => seen.push('wrong name'));
    bus.emit('task.started', started);
    registration.dispose();
    bus.emit('task.started', started);
    assert.deepEqual(seen, ['t']);
  });

  it(`hands registered handlers the event with its name ${verifies('EVT-7.3-1')}`, () => {
    const bus = new EventBus(silentLogger);
    const seen: unknown[] = [];
    bus.registerEventHandler({ eventType: 'task.started', handler: (event) => seen.push(event) });
    bus.emit('task.started', started);
    assert.deepEqual(seen, [{ type: 'task.started', data: started }]);
  });

  it(`calls handlers by priority, equal ones in order of registration ${verifies('EVT-7.3-2', 'EVT-7.3-3')}`, () => {
    const bus = new EventBus(silentLogger);
    const seen: string[] = [];
    for (const round of ['1', '2']) {
      bus.on('task.started', () => seen.push(`default ${round}`));
      for (const priority of handlerPriorities.toReversed())
        bus.on('task.started', () => seen.push(`${priority} ${round}`), priority);
    }
    bus.emit('task.started', started);
    const expected = ['critical 1', 'critical 2', 'high 1', 'high 2'];
    const normal = ['default 1', 'normal 1', 'default 2', 'normal 2'];
    assert.deepEqual(seen, [...expected, ...normal, 'low 1', 'low 2']);
  });

  it(`goes on when a handler throws, and logs it ${verifies('STR-3')}`, () => {
    const logger = new RecordingLogger();
    const bus = new EventBus(logger);
    const seen: string[] = [];
    bus.on('task.started', () => {
      throw new Error('broken handler');
    });
    bus.on('task.started', () => seen.push('second'));
    bus.emit('task.started', started);
    assert.deepEqual([seen, logger.entries], [['second'], ['error: An event handler failed']]);
  });

  it(`logs a handler whose promise rejects and stops nobody ${verifies('EVT-7.3-4')}`, async () => {
    const logger = new RecordingLogger();
    const bus = new EventBus(logger);
    const seen: string[] = [];
    bus.on('task.started', async () => {
      throw new Error('broken promise');
    });
    bus.on('task.started', () => seen.push('second'));
    bus.emit('task.started', started);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([seen, logger.entries], [['second'], ['error: An event handler failed']]);
    assert.match(JSON.stringify(logger.details), /broken promise/);
  });

  it('lets handlers come and go while an event is on its way', () => {
    const bus = new EventBus(silentLogger);
    const seen: string[] = [];
    const second = { dispose: () => {} };
    bus.on('task.started', () => {
      seen.push('first');
      second.dispose();
      bus.on('task.started', () => seen.push('late'));
    });
    second.dispose = bus.on('task.started', () => seen.push('second')).dispose;
    bus.emit('task.started', started);
    assert.deepEqual(seen, ['first', 'second']);
    bus.emit('task.started', started);
    assert.deepEqual(seen, ['first', 'second', 'first', 'late']);
  });
});
