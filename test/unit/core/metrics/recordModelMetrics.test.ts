import assert from 'node:assert/strict';
import type { EventBus } from '../../../../src/core/events/eventBus';
import { recordModelMetrics } from '../../../../src/core/metrics/recordModelMetrics';
import { verifies } from '../../../requirements';
import { aCostEvent, aModelSelectedEvent, anAgentId, aStrictEventBus } from './fleetEvents';
import { RecordingMetrics } from './recordingMetrics';

describe('recordModelMetrics', () => {
  let events: EventBus;
  let metrics: RecordingMetrics;

  beforeEach(() => {
    events = aStrictEventBus();
    metrics = new RecordingMetrics();
    recordModelMetrics(events, metrics);
  });

  it(`observes in seconds what choosing a model took ${verifies('MET-10.3-1')}`, () => {
    events.emit('model.selected', aModelSelectedEvent({ durationMs: 12 }));
    assert.deepEqual(
      [...metrics.observations],
      [['model_selection_duration_seconds{agent_type="test-generator",task_type="generate-tests"}', [0.012]]],
    );
  });

  it(`counts one use of a model for each ledger row ${verifies('MET-10.3-2')}`, () => {
    events.emit('cost.tracked', aCostEvent({ modelId: 'claude-haiku-4' }));
    events.emit('cost.tracked', aCostEvent({ modelId: 'claude-haiku-4', outcome: 'failed' }));
    events.emit('cost.tracked', aCostEvent({ modelId: 'embedded', costMicroUsd: 0 }));
    assert.deepEqual(Object.fromEntries(metrics.counters), {
      'model_usage_total{model_name="claude-haiku-4"}': 2,
      'model_usage_total{model_name="embedded"}': 1,
    });
  });

  it(`counts fallbacks by both models, none when there was no first one ${verifies('DEP-10.1-7')}`, () => {
    const fallback = { agentId: anAgentId(), taskId: 'run-1', toModel: 'embedded', reason: 'Budget' };
    events.emit('model.fallback', { ...fallback, fromModel: 'claude-opus-4' });
    events.emit('model.fallback', { ...fallback, fromModel: undefined });
    assert.deepEqual(Object.fromEntries(metrics.counters), {
      'model_fallbacks_total{from_model="claude-opus-4",to_model="embedded"}': 1,
      'model_fallbacks_total{from_model="none",to_model="embedded"}': 1,
    });
  });

  it(`counts failures to choose a model ${verifies('DEP-10.1-7')}`, () => {
    events.emit('routing.error', { taskId: 'run-1', code: 'budget-exceeded', message: 'Spent' });
    assert.deepEqual(Object.fromEntries(metrics.counters), {
      'routing_errors_total{code="budget-exceeded"}': 1,
    });
  });
});
