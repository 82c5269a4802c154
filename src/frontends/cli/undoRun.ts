import type { CliHost } from './cliHost';
import { exitCodes } from './exitCodes';
import { resolveWorkspace } from './targets';

/** Takes back what the last run in the workspace changed. @returns the exit code. @throws UsageError */
export async function undoRun(workspace: string, host: CliHost): Promise<number> {
  const workspaceRoot = resolveWorkspace(workspace, host);
  const services = host.createServices({ workspaceRoot });
  try {
    const record = await services.history.lastUndoable(workspaceRoot);
    if (!record) {
      host.stderr.write('There is no run to undo in this workspace.\n');
      return exitCodes.nothingKept;
    }
    const { restored, leftAlone } = await services.history.undo(record);
    for (const path of restored) host.stdout.write(`Restored ${path}\n`);
    for (const path of leftAlone) host.stdout.write(`Left alone, because it was edited since: ${path}\n`);
    return exitCodes.done;
  } finally {
    await services.close();
  }
}
