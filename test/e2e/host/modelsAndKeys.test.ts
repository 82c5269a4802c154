import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/frontends/vscode/commandIds';
import type { ConnectionResult } from '../../../src/frontends/vscode/commands/testConnection';
import { OpenAiServer } from '../../support/openAiServer';
import { activeExtension, workspaceFile } from './activeExtension';

const rightKey = 'sk-test-right-4711';
const wrongKey = 'wrong-key-0815';
const { Global } = vscode.ConfigurationTarget;

const execute = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, ...args);
const testConnection = () => execute<ConnectionResult>(commandIds.testConnection, 'host-test');
const shownText = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';

describe('models and keys in the editor', function () {
  this.timeout(180_000);
  let server: OpenAiServer;
  const routing = () => vscode.workspace.getConfiguration('agenticQe.routing');

  before(async () => {
    await activeExtension();
    server = await OpenAiServer.start(rightKey);
    // Of this computer it needs no key; the server asks for one all the same.
    const address = { baseURL: server.baseUrl, models: ['tiny'], isLocal: true };
    await routing().update('providers', { 'host-test': address }, Global);
    await routing().update(
      'models',
      [{ name: 'tiny', provider: 'host-test', tier: 'complex', contextWindow: 8192 }, { name: 'embedded' }],
      Global,
    );
  });

  after(async () => {
    await execute(commandIds.removeApiKey, 'host-test');
    await routing().update('models', undefined, Global);
    await routing().update('providers', undefined, Global);
    await server.close();
  });

  afterEach(async () => {
    await execute('workbench.action.closeAllEditors');
  });

  it('says that a connection works with the key that was set, and what is wrong without it', async () => {
    assert.equal(await execute(commandIds.setApiKey, 'host-test', wrongKey), true);
    const refused = await testConnection();
    assert.equal(refused.ok, false);
    assert.match(refused.message, /key/i);
    assert.ok(!refused.message.includes(wrongKey), refused.message);

    assert.equal(await execute(commandIds.setApiKey, 'host-test', rightKey), true);
    const accepted = await testConnection();
    assert.deepEqual([accepted.ok, accepted.message.includes(rightKey)], [true, false], accepted.message);
    assert.deepEqual(server.authorizations.slice(-2), [`Bearer ${wrongKey}`, `Bearer ${rightKey}`]);

    assert.equal(await execute(commandIds.removeApiKey, 'host-test'), true);
    const sent = server.authorizations.length;
    const missing = await testConnection();
    assert.equal(missing.ok, false);
    assert.ok(!server.authorizations.slice(sent).some((authorization) => authorization?.includes(rightKey)));
    assert.equal(await execute(commandIds.removeApiKey, 'host-test'), false);
  });

  it('keeps the key out of settings', async () => {
    await execute(commandIds.setApiKey, 'host-test', rightKey);
    const settings = JSON.stringify(vscode.workspace.getConfiguration().inspect('agenticQe'));
    assert.ok(!settings.includes(rightKey), settings);
  });

  it('shows the catalogue with prices and what can be used', async () => {
    await execute(commandIds.showCatalogue);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'agentic-qe');
    assert.match(shownText(), /^Model +provider +tier +input +output +cache read +cache write +as of/);
    assert.match(shownText(), /^tiny +host-test +complex +\$0\.00 /m);
    assert.match(shownText(), /^embedded .* yes$/m);
  });

  it('explains which model would do the file in the active editor, and spends nothing', async () => {
    await vscode.window.showTextDocument(workspaceFile('src/cart.ts'));
    const sent = server.authorizations.length;
    await execute(commandIds.explainRouting);
    assert.match(shownText(), /src\/cart\.ts/);
    assert.match(shownText(), /complexity/i);
    assert.equal(server.authorizations.length, sent);
  });

  it('exports costs as CSV and as JSON', async () => {
    await execute(commandIds.generateTests, workspaceFile('src/discounts.ts'));
    await execute(commandIds.undoLastRun);
    for (const format of ['csv', 'json']) {
      const target = path.join(os.tmpdir(), `agentic-qe-costs-${process.pid}.${format}`);
      assert.equal(await execute(commandIds.exportCosts, vscode.Uri.file(target)), true);
      try {
        assert.match(await readFile(target, 'utf8'), /embedded/);
      } finally {
        await vscode.workspace.fs.delete(vscode.Uri.file(target));
      }
    }
  });
});
