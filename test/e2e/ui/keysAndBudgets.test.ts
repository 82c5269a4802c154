import assert from 'node:assert/strict';
import { verifies } from '../../requirements';
import { OpenAiServer } from '../../support/openAiServer';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { screenshotInThemes } from './themes';
import { keepEvidenceOfFailures, openWorkbench, type WorkbenchSession } from './workbenchSession';

const extensionId = 'agentic-qe.agentic-qe-fleet';
const key = 'sk-test-typed-4711';

/** What a person types and confirms: a key, and more money. */
describe('keys and budgets in a real VS Code window', function () {
  this.timeout(180_000);
  let folder: string;
  let server: OpenAiServer;
  let session: WorkbenchSession | undefined;
  const workbench = () => {
    assert.ok(session);
    return session.workbench;
  };
  keepEvidenceOfFailures(() => session);

  before(async () => {
    folder = makeSampleWorkspaceCopy('ui');
    server = await OpenAiServer.start(key);
    session = await openWorkbench({
      folder,
      extensionDirectories: [repositoryRoot],
      userSettings: {
        'agenticQe.routing.providers': {
          'ui-test': { baseURL: server.baseUrl, models: ['tiny'], isLocal: true },
        },
        'agenticQe.routing.models': [
          { name: 'tiny', provider: 'ui-test', tier: 'complex', contextWindow: 8192 },
          { name: 'embedded' },
        ],
        'agenticQe.routing.costTracking.budgetLimits.daily': 5,
      },
    });
  });

  after(async () => {
    await session?.close();
    await server.close();
    await removeDirectory(folder);
  });

  it('takes a key in a password field, refuses nothing as a key, and tests the connection with it', async () => {
    await workbench().runCommand('Agentic QE: Set API Key…');
    await workbench().pickRow('ui-test');
    await workbench().inputBoxTitled(/API key for ui-test/);
    assert.equal(await workbench().inputBox().getAttribute('type'), 'password');
    await workbench().answerInputBox('  ');
    assert.match(await workbench().inputBoxMessage(/Paste the key/), /Remove API Key/);
    await workbench().answerInputBox(key);
    await workbench().notification(/The key for ui-test is kept in the secret store/);
    await workbench().screenshot('set-api-key');
    await workbench().clickNotificationButton(/The key for ui-test/, 'Test Connection');
    const message = await workbench().notification(/works|answer/i);
    assert.ok(!message.includes(key), message);
    assert.equal(server.authorizations.at(-1), `Bearer ${key}`);
    await workbench().clearNotifications();
  });

  it('raises the budget of today after it was confirmed, and shows the new limit', async () => {
    await workbench().statusBarText(/\$0\.00 \/ \$5\.00/);
    await workbench().runCommand('Agentic QE: Raise Budget…');
    await workbench().inputBoxTitled(/New daily limit/);
    await workbench().answerInputBox('4');
    await workbench().inputBoxMessage(/more than the limit of now, \$5\.00/);
    await workbench().answerInputBox('7.50');
    assert.match(
      await workbench().dialogText(),
      /Raise the daily budget from \$5\.00 to \$7\.50\?.*put on record/,
    );
    await workbench().screenshot('raise-budget');
    await workbench().clickDialogButton('Raise Budget');
    await workbench().notification(/The daily budget is \$7\.50 until/);
    await workbench().statusBarText(/\$0\.00 \/ \$7\.50/);
  });

  it(`opens the costs from the status bar, with budgets, and shows the models ${verifies('UI-4')}`, async () => {
    await workbench().clearNotifications();
    await workbench().clickStatusBar(/\$0\.00 \/ \$7\.50/);
    const costs = await workbench().webviewText(extensionId, /this month/);
    assert.match(costs, /daily \$0\.00 of \$7\.50/);
    assert.match(costs, /Cost per kept test/);
    const frame = await workbench().webview(extensionId);
    // Its style sheet is there: else the canvas would not lie inside of its box.
    const position = "getComputedStyle(document.querySelector('.u-over')).position";
    assert.equal(await frame.evaluate(position), 'absolute');
    await screenshotInThemes(workbench(), 'panel-costs-in-editor');
    await frame.getByRole('tab', { name: 'Models' }).click();
    const models = await workbench().webviewText(extensionId, /Prices per million tokens/);
    assert.match(models, /tiny ui-test, for complex tasks/);
    assert.match(models, /in the secret store/);
    await screenshotInThemes(workbench(), 'panel-models-in-editor');
  });

  it(`comes back to the tab it was on after it was hidden, and is there again after a reload ${verifies('UI-4')}`, async () => {
    assert.ok(session);
    const panelTab = workbench().page.locator('.tab', { hasText: 'Agentic QE Fleet' });
    await panelTab.click();
    await workbench().openFile('src/cart.ts');
    await panelTab.click();
    await workbench().webview(extensionId, /Prices per million tokens/);
    await workbench().frontEditorStored(/agenticQe\.fleetPanel.*\btab\W+models\b/);
    await session.reload();
    await workbench().webview(extensionId, /Prices per million tokens/, 60_000);
  });
});
