import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseFleetConfig } from '../../../src/core/config/fleetConfig';
import { commandIds } from '../../../src/frontends/vscode/commandIds';
import { readSettings } from '../../../src/frontends/vscode/readSettings';
import { verifies } from '../../requirements';
import { activeExtension } from './activeExtension';

describe('the extension in its host', () => {
  it(`registers every command it declares, and no other ${verifies('UI-1')}`, async () => {
    const extension = await activeExtension();
    const declared = extension.packageJSON.contributes.commands.map(
      ({ command }: { command: string }) => command,
    );
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('agenticQe.'));
    // VS Code adds one that puts the focus on each view.
    assert.deepEqual(registered.sort(), declared.sort());
    assert.deepEqual(declared.sort(), Object.values(commandIds).sort());
  });

  it('gives settings that the product accepts, with the defaults of its schema', () => {
    const settings = readSettings(vscode.workspace.getConfiguration('agenticQe'));
    assert.deepEqual(parseFleetConfig(settings), parseFleetConfig({}));
  });

  it('does not let a workspace choose the budget', async () => {
    const settings = vscode.workspace.getConfiguration('agenticQe');
    await assert.rejects(
      Promise.resolve(settings.update('budget.daily', 5, vscode.ConfigurationTarget.Workspace)),
    );
  });
});
