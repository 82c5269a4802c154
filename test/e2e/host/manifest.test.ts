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

  it('does not let a workspace choose the budget, its watch or the prices', async () => {
    const settings = vscode.workspace.getConfiguration('agenticQe');
    const values = {
      'routing.costTracking.budgetLimits.daily': 5,
      'routing.costTracking.budgetLimits.weekly': 5,
      'routing.costTracking.budgetLimits.monthly': 5,
      'routing.costTracking.enabled': false,
      'routing.models': [{ name: 'claude-opus-4', prices: { input: 0, output: 0 } }],
    };
    for (const [key, value] of Object.entries(values)) {
      await assert.rejects(
        Promise.resolve(settings.update(key, value, vscode.ConfigurationTarget.Workspace)),
        key,
      );
    }
  });
});
