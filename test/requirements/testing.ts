/** Spec section 9: the test configuration (9.1) and its examples (9.2). */
export const testingRequirements = {
  'TST-9.1-1': 'createTestConfig() is accepted by the schema.',
  'TST-9.1-2': 'createTestConfig() allows 10 agents, a heartbeat every 30 s and 300 s per task.',
  'TST-9.1-3': 'A fleet of createTestConfig() keeps everything in memory and writes no file.',
  'TST-9.1-4': 'createTestConfig() has both features on.',
  'TST-9.1-5':
    'createTestConfig() routes with createTestModels(), default claude-sonnet-4.5, weightings 0.4, 0.3 and 0.3.',
  'TST-9.1-6':
    'createTestConfig() tracks costs with limits of $100 a day and $2000 a month and thresholds 0.8 and 0.9.',
  'TST-9.1-7':
    'createTestConfig() streams with buffer 1024, threshold 0.8, timeout 5000 ms, 2 retries, 100 ms, multiplier 2.',
  'TST-9.1-8': 'Overrides of createTestConfig() change what they name and leave the rest of their section.',

  'TST-9.2-1': 'createTestModels() has claude-haiku-4, claude-sonnet-4.5 and claude-opus-4.',
  'TST-9.2-2': 'An agent spawned with the router on has a modelRouter.',
  'TST-9.2-3': 'Of the test models a complex task gets claude-opus-4, with an overall complexity above 0.7.',
  'TST-9.2-4': 'A less complex task never gets a dearer model than a more complex one.',
  'TST-9.2-5': 'A memory can be initialised in memory and closed; a fleet can be initialised and stopped.',
  'TST-9.2-6': 'Routing works with streaming off.',
  'TST-9.2-7': 'The catalogue answers to the old model ids as aliases of today’s models.',
} as const;
