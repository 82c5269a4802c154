import { createHash } from 'node:crypto';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isProcessAlive } from './isProcessAlive';

/** Temporary folders by whose names one can tell which process made them: one that was killed leaves its folders behind. */
export interface OwnedFolders {
  /** Makes an empty folder and gives its absolute path, which is real: no link leads out of it. */
  create(): Promise<string>;
  /** Removes those whose process is gone, as far as they can be removed; those of living ones and of other machines stay. */
  removeAbandoned(): Promise<void>;
}

/** @param prefix begins their names: `agentic-qe-run-` */
export function ownedFolders(prefix: string): OwnedFolders {
  // A folder for temporary files may be shared between containers, in which the same id is another process.
  const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
  const start = `${prefix}${machine}-`;
  // The real path: macOS and Windows have temporary folders behind links and short names.
  const parent = (): Promise<string> => realpath(tmpdir());
  return {
    create: async () => await mkdtemp(join(await parent(), `${start}${process.pid}-`)),
    removeAbandoned: async () => {
      const folder = await parent();
      for (const name of await readdir(folder).catch(() => [])) {
        if (!name.startsWith(start)) continue;
        const owner = Number(/^(\d+)-/.exec(name.slice(start.length))?.[1] ?? process.pid);
        if (isProcessAlive(owner)) continue;
        // What somebody else owns or holds open stays: it is in nobody's way.
        await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
      }
    },
  };
}
