import fs from 'node:fs';
import { interceptFileSystem } from '../../../base/node/interception/fileSystemCalls';
import type { OwnFolder } from './ownFolder';
import type { WorldGuard } from './worldGuard';

/** More than a worker that has just started can have open. */
const mostDescriptors = 256;

/**
 * Blocks every function of `fs` outside of the code's own folder; while a module loads, those that only read work anywhere.
 * What was opened since may be read, written and closed by its number.
 */
export function blockFileSystem(guard: WorldGuard, folder: OwnFolder): void {
  const foreign = openDescriptors();
  interceptFileSystem(({ name, isWriting, paths, descriptor, proceed, refuse }) => {
    if (guard.isLoading && !isWriting) return proceed();
    const isOwn =
      descriptor === undefined ? paths.length > 0 && folder.holds(paths) : !foreign.has(descriptor);
    if (isOwn) return proceed();
    guard.noteDenied(name, paths);
    return refuse(guard.block('file-system', name));
  });
}

/** Standard streams, the channel to the parent, what Node.js itself has open. */
function openDescriptors(): ReadonlySet<number> {
  const open = new Set<number>();
  for (let descriptor = 0; descriptor < mostDescriptors; descriptor++) {
    try {
      fs.fstatSync(descriptor);
      open.add(descriptor);
    } catch {
      // Free.
    }
  }
  return open;
}
