import assert from 'node:assert/strict';
import type { EventBus } from '../../../../src/core/events/eventBus';
import { recordAgentMetrics } from '../../../../src/core/metrics/recordAgentMetrics';
import { verifies } from '../../../requirements';
import { anAgentId, aSpawnedEvent, aStrictEventBus } from './fleetEvents';
import { RecordingMetrics } from './recordingMetrics';

describe('recordAgentMetrics', () => {
  let events: EventBus;
  let metrics: RecordingMetrics;

  beforeEach(() => {
    events = aStrictEventBus();
    metrics = new RecordingMetrics();
    recordAgentMetrics(events, metrics);
  });

  const active = 'agents_active{agent_type="test-generator"}';

  it('counts agents from spawning to termination, once each', () => {
    events.emit('agent:spawned', aSpawnedEvent('agent-1'));
    events.emit('agent:spawned', aSpawnedEvent('agent-2'));
    assert.equal(metrics.gauges.get(active), 2);
    events.emit('agent.terminated', { agentId: anAgentId({ id: 'agent-1' }) });
    events.emit('agent.terminated', { agentId: anAgentId({ id: 'agent-1' }) });
    assert.equal(metrics.gauges.get(active), 1);
    events.emit('agent.terminated', { agentId: anAgentId({ id: 'agent-2' }) });
    assert.equal(metrics.gauges.get(active), 0);
  });

  it('counts agents by type', () => {
    events.emit('agent:spawned', aSpawnedEvent('agent-1'));
    events.emit('agent:spawned', { ...aSpawnedEvent('agent-2'), type: 'quality-gate' });
    assert.deepEqual(Object.fromEntries(metrics.gauges), {
      [active]: 1,
      'agents_active{agent_type="quality-gate"}': 1,
    });
  });

  it(`counts agents that broke ${verifies('DEP-10.1-7')}`, () => {
    events.emit('agent.error', { agentId: anAgentId(), code: 'agent-unresponsive', message: 'Silent' });
    assert.deepEqual(Object.fromEntries(metrics.counters), {
      'agent_errors_total{agent_type="test-generator",code="agent-unresponsive"}': 1,
    });
  });
});
