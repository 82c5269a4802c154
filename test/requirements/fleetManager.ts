/** Spec section 2, and what issue 3 adds about the fleet (`FM-Q`). */
export const fleetManagerRequirements = {
  'FM-2.1-1': 'With features.multiModelRouter on, the fleet creates a ModelRouter.',
  'FM-2.1-2': 'With features.multiModelRouter off, no ModelRouter is created.',
  'FM-2.1-3': 'A configuration without features has both features off.',
  'FM-2.1-4': 'An empty or absent routing.models means the built-in catalogue.',
  'FM-2.1-5': 'A given routing.models is the list the router chooses from.',
  'FM-2.1-6': 'The fleet owns one SwarmMemoryManager and hands this one to its router and its agents.',
  'FM-2.1-7': 'The fleet, its router and its agents share one event bus.',
  'FM-2.1-8': 'Creating the router is logged as “ModelRouter initialized” with the number of models it has.',

  'FM-2.2-1': 'spawnAgent(type) resolves to an initialised agent of that type under a new id.',
  'FM-2.2-2':
    'A spawned agent’s configuration carries the fleet’s modelRouter, undefined while the feature is off.',
  'FM-2.2-3': 'A spawned agent’s configuration carries streamingEnabled as the streaming flag says.',
  'FM-2.2-4': 'A spawned agent’s configuration carries the fleet’s features.',
  'FM-2.2-5': 'What spawnAgent was given as configuration is kept in the enhanced one.',
  'FM-2.2-6': 'spawnAgent announces agent:spawned once, with agentId, type and the enhanced configuration.',
  'FM-2.2-7': 'agent:spawned carries no secret.',
  'FM-2.2-8': 'Spawning is logged with type, id, hasRouter and streamingEnabled.',

  'FM-2.3-1': 'isFeatureEnabled(feature) says whether the feature is on now.',
  'FM-2.3-2': 'getModelRouter() returns the router while the feature is on, and undefined while it is off.',
  'FM-2.3-3': 'getRoutingStats() resolves to null without a router.',
  'FM-2.3-4': 'getRoutingStats() resolves to the statistics of the router.',
  'FM-2.3-5': 'getCostSummary(period) resolves to null without a router.',
  'FM-2.3-6': 'getCostSummary(period) resolves to the costs of exactly that period.',

  'FM-Q-1': 'stop() ends what waits and what runs, and resolves when no agent and no process is left.',
  'FM-Q-2': 'A task beyond the limit of the queue is refused at once, with an error that names the limit.',
  'FM-Q-3':
    'Of the waiting tasks the one of highest priority starts next; equal ones start in order of arrival.',
  'FM-Q-4':
    'Every waiting task is started exactly once; none waits for ever behind tasks of higher priority.',
  'FM-Q-5': 'There are never more than fleet.maxAgents agents.',
  'FM-Q-6': 'Every agent gives a heartbeat each heartbeat interval; one that stays silent counts as crashed.',
  'FM-Q-7': 'A task that exceeds the task timeout ends with an error that names the limit.',
  'FM-Q-8': 'The processes of a timed-out task are gone before its end is reported.',
  'FM-Q-9': 'A crashed agent is replaced by a new one of its type.',
  'FM-Q-10': 'The task of a crashed agent is tried once more.',
  'FM-Q-11': 'A task whose second agent crashes too ends with an error; no task is lost.',
  'FM-Q-12': 'Cancelling a task stops its work and frees its agent; it is not just hidden.',
  'FM-Q-13': 'A task cancelled while it waits never starts.',
  'FM-Q-14': 'A fleet takes tasks until stop() and refuses them afterwards.',
} as const;
