import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunResult } from '../../../src/core/fleet/fleetRun';
import type { RunSummary } from '../../../src/core/generation/runSummary';
import { commandIds } from '../../../src/frontends/vscode/commandIds';
import { verifies } from '../../requirements';
import { activeExtension, namesIn, workspaceFile } from './activeExtension';

type Results = readonly RunResult<RunSummary>[] | undefined;

function generate(...args: unknown[]): Thenable<Results> {
  return vscode.commands.executeCommand<Results>(commandIds.generateTests, ...args);
}

/** Waits until `condition` holds; the limit is mocha's. */
async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('generating tests in the editor', function () {
  this.timeout(180_000);

  before(async () => {
    await activeExtension();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it(`keeps tests for a file of the explorer and takes them back in one step ${verifies('UI-1', 'RUN-7')}`, async () => {
    const before = await namesIn('src');
    const [result] = (await generate(workspaceFile('src/discounts.ts'))) ?? [];
    assert.equal(result?.status, 'finished');
    assert.ok(result?.status === 'finished' && result.summary.kept > 0);
    assert.deepEqual(await namesIn('src'), before);
    await vscode.commands.executeCommand(commandIds.acceptProposedTests, result.summary.runId);
    assert.deepEqual(await namesIn('src'), [...before, 'discounts.test.ts'].sort());
    const [proposed] = result.summary.proposedFiles;
    const written = await vscode.workspace.fs.readFile(workspaceFile('src/discounts.test.ts'));
    assert.equal(new TextDecoder().decode(written), proposed?.after);
    await vscode.commands.executeCommand(commandIds.undoLastRun);
    assert.deepEqual(await namesIn('src'), before);
  });

  it('saves the file first, and takes the function at the cursor', async () => {
    const editor = await vscode.window.showTextDocument(workspaceFile('src/discounts.ts'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// edited\n'));
    const line = editor.document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('function levelDiscount'));
    editor.selection = new vscode.Selection(line + 1, 0, line + 1, 0);
    const results = await vscode.commands.executeCommand<Results>(commandIds.generateTestsForSelection);
    assert.equal(editor.document.isDirty, false);
    const [result] = results ?? [];
    assert.ok(result?.status === 'finished');
    assert.deepEqual([...new Set(result.summary.receipts.map(({ unit }) => unit))], ['levelDiscount']);
    await vscode.commands.executeCommand(commandIds.rejectProposedTests, result.summary.runId);
  });

  it('writes right away when the settings say so', async () => {
    const settings = vscode.workspace.getConfiguration('agenticQe');
    await settings.update('generation.writeMode', 'write', vscode.ConfigurationTarget.Workspace);
    try {
      const before = await namesIn('src');
      const [result] = (await generate(workspaceFile('src/discounts.ts'))) ?? [];
      assert.ok(result?.status === 'finished' && result.summary.writtenFiles.length === 1);
      assert.deepEqual(await namesIn('src'), [...before, 'discounts.test.ts'].sort());
      await vscode.commands.executeCommand(commandIds.undoLastRun);
      assert.deepEqual(await namesIn('src'), before);
    } finally {
      await settings.update('generation.writeMode', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it(`stops on cancel and leaves no file behind ${verifies('RUN-5')}`, async () => {
    const before = await namesIn('src');
    const running = generate(workspaceFile('src/cart.ts'));
    await until(async () => (await namesIn('src')).some((name) => name.includes('.aqe-')));
    await vscode.commands.executeCommand(commandIds.cancelRun);
    const [result] = (await running) ?? [];
    assert.equal(result?.status, 'cancelled');
    assert.deepEqual(await namesIn('src'), before);
  });

  it('refuses a file outside of the workspace, one that was never saved, and one that is not there', async () => {
    assert.equal(await generate(vscode.Uri.file('/somewhere/else.ts')), undefined);
    const untitled = await vscode.workspace.openTextDocument({
      language: 'typescript',
      content: 'export const a = 1;',
    });
    await vscode.window.showTextDocument(untitled);
    assert.equal(await generate(), undefined);
    assert.equal(await generate(workspaceFile('src/missing.ts')), undefined);
  });

  it(`refuses to run with a wrong setting ${verifies('CFG-1')}`, async () => {
    const settings = vscode.workspace.getConfiguration('agenticQe');
    await settings.update('fleet.maxAgents', 99, vscode.ConfigurationTarget.Workspace);
    try {
      assert.equal(await generate(workspaceFile('src/cart.ts')), undefined);
    } finally {
      await settings.update('fleet.maxAgents', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
