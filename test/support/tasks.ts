import type { QETask } from '../../src/core/fleet/task';

export const aRequest = {
  type: 'generate-tests',
  workspaceRoot: '/workspace',
  targets: [{ path: 'src/double.ts' }],
} as const;

/** A task of the test generator. */
export function aTask(overrides: Partial<QETask> = {}): QETask {
  return {
    id: 'task-1',
    type: 'generate-tests',
    priority: 'normal',
    request: aRequest,
    readSources: async () => [],
    ...overrides,
  };
}
