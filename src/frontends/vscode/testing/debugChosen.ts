import * as vscode from 'vscode';
import { describeError } from '../../../base/error';
import { t } from '../../../base/localize';
import type { GeneratedTests } from '../../../core/generatedTests/generatedTests';
import type { ChosenFile } from './chosenTests';
import { tellOne } from './runChosen';
import type { TestTree } from './testTree';

/** Starts the workspace's own runner on each file under the debugger of Node.js, one after the other, and tells how tests ended. */
export async function debugChosen(
  chosen: readonly ChosenFile[],
  run: vscode.TestRun,
  {
    tree,
    generatedTests,
    token,
  }: {
    readonly tree: TestTree;
    readonly generatedTests: Pick<GeneratedTests, 'debugCommand'>;
    readonly token: vscode.CancellationToken;
  },
): Promise<void> {
  for (const { workspaceRoot, file, items } of chosen) {
    if (token.isCancellationRequested) return;
    for (const item of items) run.started(item);
    try {
      const command = await generatedTests.debugCommand(workspaceRoot, file.path);
      try {
        const {
          nodePath: runtimeExecutable,
          arguments: runtimeArgs,
          folder: cwd,
          environment: env,
        } = command;
        const name = `Agentic QE: ${file.path}`;
        const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(workspaceRoot));
        await debugToEnd(
          folder,
          {
            type: 'node',
            request: 'launch',
            name,
            runtimeExecutable,
            runtimeArgs,
            cwd,
            env,
            console: 'internalConsole',
            internalConsoleOptions: 'neverOpen',
          },
          token,
        );
        const outcomes = await command.readOutcomes();
        for (const item of items) {
          const receipt = tree.nodeOf(item)?.test?.receipt;
          const own = outcomes.filter(
            ({ titlePath }) => titlePath.at(-1) === receipt?.title && titlePath.at(-2) === receipt?.unit,
          );
          if (own.length > 0) tellOne(item, own, undefined, run);
          else run.skipped(item);
        }
      } finally {
        await command.dispose();
      }
    } catch (error) {
      for (const item of items) run.errored(item, new vscode.TestMessage(describeError(error)));
    }
  }
}

/** Resolves when the session that it starts has ended, which a cancelled token makes it do. @throws Error when it does not start */
async function debugToEnd(
  folder: vscode.WorkspaceFolder | undefined,
  configuration: vscode.DebugConfiguration,
  token: vscode.CancellationToken,
): Promise<void> {
  const subscriptions: vscode.Disposable[] = [];
  try {
    const ended = new Promise<void>((resolve) => {
      let own: vscode.DebugSession | undefined;
      subscriptions.push(
        vscode.debug.onDidStartDebugSession((session) => {
          if (own || session.name !== configuration.name || session.parentSession) return;
          own = session;
          if (token.isCancellationRequested) void vscode.debug.stopDebugging(own);
        }),
        vscode.debug.onDidTerminateDebugSession((session) => session.id === own?.id && resolve()),
        // Without a session, it would stop those of others.
        token.onCancellationRequested(() => own && vscode.debug.stopDebugging(own)),
      );
    });
    if (!(await vscode.debug.startDebugging(folder, configuration)))
      throw new Error(t('The debugger of Node.js could not be started.'));
    await ended;
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}
