import { interceptFileSystem } from '../../../base/node/interception/fileSystemCalls';
import type { WorldGuard } from './worldGuard';

/** Blocks every function of `fs`; while a module loads, those that only read work. */
export function blockFileSystem(guard: WorldGuard): void {
  interceptFileSystem(({ name, isWriting, proceed, refuse }) =>
    guard.isLoading && !isWriting ? proceed() : refuse(guard.block('file-system', name)),
  );
}
