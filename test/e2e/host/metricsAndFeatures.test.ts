import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/frontends/vscode/commandIds';
import { verifies } from '../../requirements';
import { activeExtension, workspaceFile } from './activeExtension';

const { Global, Workspace } = vscode.ConfigurationTarget;

/** Text of the metrics document that the command shows. */
async function shownMetrics(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand(commandIds.showMetrics);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'agentic-qe');
  return document;
}

describe('metrics and features in the editor', function () {
  this.timeout(180_000);

  before(async () => {
    await activeExtension();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it(`shows what was measured, as of now, in a document that cannot be edited ${verifies('MET-10.3-7')}`, async () => {
    const first = await shownMetrics();
    assert.match(first.getText(), /# TYPE model_usage_total counter/);
    await vscode.commands.executeCommand(commandIds.generateTests, workspaceFile('src/discounts.ts'));
    await vscode.commands.executeCommand(commandIds.undoLastRun);
    const isFresh = (text: string) =>
      /^model_usage_total\{model_name="embedded"\} [1-9]/m.test(text) && !text.includes('Nothing has been');
    const refreshed = new Promise<void>((resolve) => {
      const change = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== 'agentic-qe' || !isFresh(document.getText())) return;
        change.dispose();
        resolve();
      });
    });
    const second = await shownMetrics();
    // The document may have been fresh at once, when the editor had thrown the first one away.
    if (!isFresh(second.getText())) await refreshed;
    assert.ok(isFresh(second.getText()), second.getText());
    const editor = await vscode.window.showTextDocument(second);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'edited'));
    assert.doesNotMatch(second.getText(), /^edited/);
  });

  it(`turns features off wherever they are on, and lets them be turned on again ${verifies('ROLL-10.2-3')}`, async () => {
    const settings = () => vscode.workspace.getConfiguration('agenticQe.features');
    await settings().update('streaming', true, Workspace);
    await settings().update('multiModelRouter', true, Global);
    try {
      await vscode.commands.executeCommand(commandIds.disableAllFeatures);
      const [streaming, router] = [settings().inspect('streaming'), settings().inspect('multiModelRouter')];
      assert.deepEqual([streaming?.workspaceValue, router?.globalValue], [false, false]);
      assert.deepEqual([settings().get('streaming'), settings().get('multiModelRouter')], [false, false]);
      await settings().update('streaming', true, Workspace);
      assert.equal(settings().get('streaming'), true);
    } finally {
      await settings().update('streaming', undefined, Workspace);
      await settings().update('multiModelRouter', undefined, Global);
    }
  });
});
