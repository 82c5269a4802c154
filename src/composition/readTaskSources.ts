import { createNodeWorkspace } from '../adapters/workspace/nodeWorkspace';
import type { TaskRequest, TaskSource } from '../core/fleet/task';

/** Texts of the files a request is about; those that are not there, or not to be read, are left to the task to report. */
export async function readTaskSources({
  workspaceRoot,
  targets,
}: TaskRequest): Promise<readonly TaskSource[]> {
  const workspace = createNodeWorkspace(workspaceRoot);
  const sources = await Promise.all(
    targets.map(async ({ path }) => {
      const text = await workspace.readText(path).catch(() => undefined);
      return text === undefined ? [] : [{ path, text }];
    }),
  );
  return sources.flat();
}
