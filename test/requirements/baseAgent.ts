/** Spec section 3. */
export const baseAgentRequirements = {
  'AGT-3.1-1': 'An agent whose configuration has no streamingEnabled does not stream.',
  'AGT-3.1-2': 'An agent whose configuration has no features has both off.',
  'AGT-3.1-3': 'An agent exposes the modelRouter, streamingEnabled and features it was configured with.',
  'AGT-3.1-4':
    'An agent’s id holds the given id, or a generated unique one, with its type and time of creation.',
  'AGT-3.1-5': 'An agent answers by name for each capability it was configured with.',
  'AGT-3.1-6': 'An agent takes no task before initialize() has resolved or after it was terminated.',
  'AGT-3.1-7': 'The lifecycle hooks run once per task: before it, after it, and on its error.',

  'AGT-3.2-1': 'With a router, performTask asks selectModel once, before the work begins.',
  'AGT-3.2-2': 'A selection is logged with agentId, taskType, selectedModel, overall complexity and reason.',
  'AGT-3.2-3': 'A selection is announced as model.selected, once per task.',
  'AGT-3.2-4':
    'When selectModel fails, but not for the budget, the error is logged and the task goes on with the default model.',
  'AGT-3.2-5': 'Without a router nothing is selected and performTaskImpl gets no selection.',
  'AGT-3.2-6': 'A task streams when streamingEnabled is on and the model that does it supports streaming.',
  'AGT-3.2-7': 'In every other case the task runs synchronously through performTaskImpl(task, selection).',
  'AGT-3.2-8': 'A streamed task announces task.stream.start once, with agentId, taskId and metadata.',
  'AGT-3.2-9': 'A streamed task announces task.stream.chunk for each chunk, with agentId, taskId and chunk.',
  'AGT-3.2-10': 'A streamed task announces task.stream.complete once, with agentId, taskId and result.',
  'AGT-3.2-11': 'Progress of the stream becomes the progress of the task.',
  'AGT-3.2-12': 'An error of the stream reaches the agent once and is reported for its task.',
  'AGT-3.2-13': 'performTask of a streamed task resolves to the result of the stream.',
  'AGT-3.2-14': 'The test generator does its task with and without a selected model.',
  'AGT-3.2-15': 'The coverage analyzer does its task with and without a selected model.',
  'AGT-3.2-16': 'The quality gate does its task with and without a selected model.',
} as const;
