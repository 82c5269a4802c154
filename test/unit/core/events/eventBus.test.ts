import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { EventBus } from '../../../../src/core/events/eventBus';
import { verifies } from '../../../requirements';

const started = { taskId: 't', agentId: 'a', taskType: 'generate-tests' };

describe('EventBus', () => {
  it('delivers to the handlers of the name, until they are disposed', () => {
    const bus = new EventBus(silentLogger);
    const seen: string[] = [];
    const registration = bus.on('task.started', ({ taskId }) => seen.push(taskId));
    bus.on('task.completed', () => seen.push('wrong name'));
    bus.emit('task.started', started);
    registration.dispose();
    bus.emit('task.started', started);
    assert.deepEqual(seen, ['t']);
  });

  it(`goes on when a handler throws, and logs it ${verifies('STR-3')}`, () => {
    const errors: string[] = [];
    const bus = new EventBus({ ...silentLogger, error: (message) => errors.push(message) });
    const seen: string[] = [];
    bus.on('task.started', () => {
      throw new Error('broken handler');
    });
    bus.on('task.started', () => seen.push('second'));
    bus.emit('task.started', started);
    assert.deepEqual([seen, errors], [['second'], ['An event handler failed']]);
  });
});
