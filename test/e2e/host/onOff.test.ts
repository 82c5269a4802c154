import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/frontends/vscode/commandIds';
import { toolNames } from '../../../src/frontends/vscode/languageModelTools/toolNames';
import { livingProcesses } from '../../support/livingProcesses';
import { activeExtension, namesIn, workspaceFile } from './activeExtension';

const { Global } = vscode.ConfigurationTarget;
const ownCommands = async (): Promise<readonly string[]> =>
  (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('agenticQe.'));

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('the extension, switched off', function () {
  this.timeout(120_000);
  const setEnabled = (value: boolean | undefined) =>
    vscode.workspace.getConfiguration('agenticQe').update('enabled', value, Global);

  before(async () => {
    await activeExtension();
  });
  after(() => setEnabled(undefined));

  it('leaves nothing running: no commands, no tools, no processes, no files of a run', async () => {
    const before = await namesIn('src');
    const running = vscode.commands.executeCommand(commandIds.generateTests, workspaceFile('src/cart.ts'));
    await until(async () => (await namesIn('src')).some((name) => name.includes('.aqe-')));
    await setEnabled(false);
    await running;
    await until(async () => (await ownCommands()).length === 0);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    await until(
      () =>
        !livingProcesses(folder?.uri.fsPath ?? '').some((line) =>
          /sandboxWorker|vitest|mcpServer/.test(line),
        ),
    );
    assert.deepEqual(await namesIn('src'), before);
    await assert.rejects(
      Promise.resolve(
        vscode.lm.invokeTool(toolNames.costSummary, { input: {}, toolInvocationToken: undefined }),
      ),
    );
    assert.deepEqual(await vscode.lm.selectChatModels({ vendor: 'agentic-qe' }), []);
  });

  it('works again when it is switched on', async () => {
    await setEnabled(undefined);
    await until(async () => (await ownCommands()).length > 0);
    const results = await vscode.commands.executeCommand<readonly { status: string }[]>(
      commandIds.analyzeCoverage,
      workspaceFile('src/money.ts'),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      ['finished'],
    );
  });
});
