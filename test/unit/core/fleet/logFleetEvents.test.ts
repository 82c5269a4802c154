import assert from 'node:assert/strict';
import { StreamTimeoutError } from '../../../../src/core/errors';
import { EventBus } from '../../../../src/core/events/eventBus';
import { logFleetEvents } from '../../../../src/core/fleet/logFleetEvents';
import { StreamCancelledError } from '../../../../src/core/streaming/streamCancelledError';
import { verifies } from '../../../requirements';
import { RecordingLogger } from '../../../support/recordingLogger';
import { aSelection } from '../../../support/scriptedFleet';

const agentId = { id: 'agent-1', type: 'test-generator', createdAtMs: 0 } as const;
const window = {
  budgetType: 'daily',
  spentMicroUsd: 80,
  limitMicroUsd: 100,
  resetsAtMs: 1000,
  isEstimated: false,
} as const;

describe('logFleetEvents', () => {
  const start = () => {
    const logger = new RecordingLogger();
    const events = new EventBus(logger);
    return { logger, events, registration: logFleetEvents(events, logger) };
  };

  it(`logs which model was selected, as information ${verifies('EVT-7.3-5')}`, () => {
    const { logger, events } = start();
    const selection = aSelection({ modelName: 'a', reason: 'Because.' });
    events.emit('model.selected', { agentId, taskId: 't', selection, durationMs: 1 });
    assert.deepEqual(logger.entries, ['info: Model selected']);
    assert.deepEqual(logger.details, [
      { agentId: 'agent-1', taskId: 't', modelName: 'a', reason: 'Because.' },
    ]);
  });

  it(`logs a budget that comes to its end as a warning, before handlers of normal priority ${verifies('EVT-7.3-6')}`, () => {
    const { logger, events } = start();
    events.on('cost.budget.warning', () => logger.info('normal'));
    events.on('cost.budget.warning', () => logger.info('critical'), 'critical');
    events.emit('cost.budget.warning', { window, threshold: 0.8 });
    assert.deepEqual(logger.entries, ['info: critical', 'warn: Budget threshold reached', 'info: normal']);
    assert.deepEqual(logger.details[1], { ...window, threshold: 0.8 });
  });

  it(`logs a broken stream as an error, before everybody else ${verifies('EVT-7.3-7')}`, () => {
    const { logger, events } = start();
    events.on('stream.error', () => logger.info('high'), 'high');
    const failure = { error: new StreamTimeoutError('Silence.'), next: 'retry' } as const;
    events.emit('stream.error', { agentId, streamId: 's', failure });
    assert.deepEqual(logger.entries, ['error: Stream error', 'info: high']);
    const expected = {
      agentId: 'agent-1',
      streamId: 's',
      code: 'stream-timed-out',
      message: 'Silence.',
      next: 'retry',
    };
    assert.deepEqual(logger.details[0], expected);
  });

  it('does not take a cancelled stream for a failure', () => {
    const { logger, events } = start();
    const failure = { error: new StreamCancelledError(), next: 'none' } as const;
    events.emit('stream.error', { agentId, streamId: 's', failure });
    assert.deepEqual(logger.entries, ['info: Stream cancelled']);
  });

  it('is silent once it is disposed', () => {
    const { logger, events, registration } = start();
    registration.dispose();
    events.emit('cost.budget.warning', { window, threshold: 0.8 });
    assert.deepEqual(logger.entries, []);
  });
});
