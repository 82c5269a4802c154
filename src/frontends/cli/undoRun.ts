import type { CliHost } from './cliHost';
import type { AnswerOptions } from './commandContext';
import { finishedRecord, toJsonText } from './commandRecord';
import { exitCodes } from './exitCodes';
import { resolveWorkspace } from './targets';

const nothingUndone = { runId: null, restored: [], leftAlone: [] };

/** Takes back what the last run in the workspace changed. @returns the exit code. @throws UsageError */
export async function undoRun(
  { workspace, format }: { readonly workspace: string } & AnswerOptions,
  host: CliHost,
): Promise<number> {
  const workspaceRoot = resolveWorkspace(workspace, host);
  const services = host.createServices({ workspaceRoot });
  try {
    const record = await services.history.lastUndoable(workspaceRoot);
    if (!record) {
      host.stderr.write('There is no run to undo in this workspace.\n');
      if (format === 'json')
        host.stdout.write(toJsonText(finishedRecord('undo', exitCodes.nothingKept, nothingUndone)));
      return exitCodes.nothingKept;
    }
    const { restored, leftAlone } = await services.history.undo(record);
    if (format === 'json') {
      const result = { runId: record.runId, restored, leftAlone };
      host.stdout.write(toJsonText(finishedRecord('undo', exitCodes.done, result)));
      return exitCodes.done;
    }
    for (const path of restored) host.stdout.write(`Restored ${path}\n`);
    for (const path of leftAlone) host.stdout.write(`Left alone, because it was edited since: ${path}\n`);
    return exitCodes.done;
  } finally {
    await services.close();
  }
}
