import assert from 'node:assert/strict';
import { AccessLevel, systemAccessor } from '../../../../src/core/memory/memoryEntry';
import { COORDINATION_PARTITION } from '../../../../src/core/memory/memoryPartitions';
import type { SwarmMemoryManager } from '../../../../src/core/memory/swarmMemoryManager';
import { verifies } from '../../../requirements';
import { anEmptySummary, ScriptedAgent, scriptedFleet } from '../../../support/scriptedFleet';
import { aRequest } from '../../../support/tasks';

/** An agent that lets a test use what agents alone can reach. */
class OpenAgent extends ScriptedAgent {
  get memory(): SwarmMemoryManager {
    return this.memoryStore;
  }

  say(message: string): void {
    this.emitEvent('agent.error', { agentId: this.agentId, code: 'internal', message });
  }

  hear(listener: (message: string) => void): void {
    this.registerEventHandler({ eventType: 'agent.error', handler: ({ data }) => listener(data.message) });
  }
}

/** A fleet whose agents are open: two that stay, and between them one that did a task. */
async function openFleet() {
  const agents: OpenAgent[] = [];
  const setup = scriptedFleet({
    createAgent: (type, config) => {
      const agent = new OpenAgent(type, config, async (task) => anEmptySummary(task.id));
      agents.push(agent);
      return agent;
    },
  });
  await setup.fleet.spawnAgent('quality-gate');
  await setup.fleet.submit(aRequest).result;
  await setup.fleet.spawnAgent('coverage-analyzer');
  return { ...setup, agents };
}

describe('What the agents of a fleet share', () => {
  it(`is one memory: what one of them stores, the fleet and the others find ${verifies('FM-2.1-6')}`, async () => {
    const { agents, memoryStore } = await openFleet();
    const partition = COORDINATION_PARTITION;
    await agents[0]?.memory.store('plan', 'half each', {
      partition,
      owner: systemAccessor,
      accessLevel: AccessLevel.SWARM,
    });
    const found = [];
    for (const memory of [memoryStore, ...agents.map((agent) => agent.memory)])
      found.push(await memory.retrieve('plan', { partition, accessor: systemAccessor }));
    assert.deepEqual(found, ['half each', 'half each', 'half each', 'half each']);
  });

  it(`is one bus: what one of them says, the fleet and the others hear ${verifies('FM-2.1-7')}`, async () => {
    const { agents, events } = await openFleet();
    const [gate, , analyzer] = agents;
    const heard: string[] = [];
    events.on('agent.error', ({ message }) => heard.push(`fleet: ${message}`));
    gate?.hear((message) => heard.push(`gate: ${message}`));
    analyzer?.say('hello');
    assert.deepEqual(heard, ['fleet: hello', 'gate: hello']);
  });
});
