import type { ChildProcess } from 'node:child_process';
import { type SpawnProcessOptions, spawnProcess } from '../../src/base/node/processTree';
import { exitOnSignal } from './exitOnSignal';

/**
 * Starts a Node program as the leader of its own process tree that ends with this process at the latest, even if this one is
 * killed. Its output and errors are pipes.
 */
export function spawnWithParent(
  nodePath: string,
  args: readonly string[],
  options: Omit<SpawnProcessOptions, 'stdio'>,
): ChildProcess {
  exitOnSignal();
  return spawnProcess(nodePath, ['--require', require.resolve('./exitWithParent.cjs'), ...args], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
