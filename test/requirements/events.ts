/** Spec section 7: when an event is announced (7.1), what it carries (7.2), who handles it (7.3). */
export const eventRequirements = {
  'EVT-7.1-1': 'The bus knows every event of the spec under its name.',
  'EVT-7.1-2': 'agent.initialized is announced once per agent, when it is ready for tasks.',
  'EVT-7.1-3': 'agent.error is announced when an agent crashes, with the agent and the error.',
  'EVT-7.1-4': 'task.started is announced once when an agent begins a task.',
  'EVT-7.1-5': 'task.completed is announced once when a task succeeds.',
  'EVT-7.1-6': 'task.failed is announced once when a task fails, never beside task.completed.',
  'EVT-7.1-7':
    'model.fallback is announced when another model than the first choice takes over, with the reason.',
  'EVT-7.1-8': 'routing.error is announced when a selection fails.',
  'EVT-7.1-9': 'cost.budget.warning is announced once per period when the spend reaches its threshold.',
  'EVT-7.1-10': 'cost.budget.exceeded is announced once per period when the spend reaches its limit.',
  'EVT-7.1-11': 'stream.start is announced on the bus once per stream, before its chunks.',
  'EVT-7.1-12': 'stream.chunk is announced on the bus once for every chunk, in order.',
  'EVT-7.1-13': 'stream.progress is announced on the bus when a stream makes progress.',
  'EVT-7.1-14': 'stream.error is announced on the bus when a stream fails.',
  'EVT-7.1-15': 'stream.complete is announced on the bus once when a stream has succeeded.',
  'EVT-7.1-16': 'An event that is emitted once reaches each of its handlers once.',

  'EVT-7.2-1': 'model.selected carries agentId, taskId and selection.',
  'EVT-7.2-2': 'cost.tracked carries entry, dailyTotal and budgetStatus.',
  'EVT-7.2-3': 'stream.chunk carries agentId, streamId and chunk.',

  'EVT-7.3-1': 'A handler registered for an event gets this event only.',
  'EVT-7.3-2': 'Critical handlers run first, then high ones, then normal ones.',
  'EVT-7.3-3': 'A handler without priority is normal; handlers of one priority run in order of registration.',
  'EVT-7.3-4': 'A handler whose promise rejects is logged and stops nobody.',
  'EVT-7.3-5': 'model.selected is logged as information “Model selected”.',
  'EVT-7.3-6': 'cost.budget.warning is logged as warning “Budget threshold reached”, with high priority.',
  'EVT-7.3-7': 'stream.error is logged as error “Stream error”, with critical priority.',
} as const;
