import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { keepEvidenceOfFailures, openWorkbench, type WorkbenchSession } from './workbenchSession';

/** The steps, each with the file of its picture. */
const steps = [
  ['Generate your first tests', 'generate'],
  ['Connect a model', 'model'],
  ['Set a budget', 'budget'],
  ['Connect an agent', 'agent'],
] as const;

describe('first steps in a real VS Code window', function () {
  this.timeout(120_000);
  let folder: string;
  let session: WorkbenchSession | undefined;
  const workbench = () => {
    assert.ok(session);
    return session.workbench;
  };
  keepEvidenceOfFailures(() => session);

  before(async () => {
    folder = makeSampleWorkspaceCopy('ui');
    session = await openWorkbench({
      folder,
      extensionDirectories: [repositoryRoot],
      windowSize: { width: 1800, height: 950 },
    });
  });
  after(async () => {
    await session?.close();
    await removeDirectory(folder);
  });

  /** The editor draws the picture some time after the step, in a frame of its own. */
  const pictureShown = async (name: string) => {
    const picture = await readFile(path.join(repositoryRoot, 'media', 'walkthrough', `${name}.svg`), 'utf8');
    const shape = /\bd="([^"]+)"/.exec(picture)?.[1] ?? '';
    const hasShape = `document.documentElement.innerHTML.includes(${JSON.stringify(shape)})`;
    const isShown = () =>
      Promise.all(
        workbench()
          .page.frames()
          .map((frame) => frame.evaluate(hasShape).catch(() => false)),
      );
    while (!(await isShown()).includes(true)) await workbench().page.waitForTimeout(50);
  };

  it('lead through four steps, each with its picture', async () => {
    const { page } = workbench();
    await workbench().runCommand('Welcome: Open Walkthrough...');
    await workbench().pickRow('Get Started with Agentic QE Fleet');
    await page.getByText('Tests that prove themselves, at no cost to begin with').first().waitFor();
    for (const [index, [step, picture]] of steps.entries()) {
      const title = page.locator('.step-title', { hasText: step });
      await title.click();
      await page.locator('.getting-started-step.expanded', { hasText: step }).waitFor();
      await pictureShown(picture);
      await workbench().screenshot(`walkthrough-${index + 1}`);
    }
  });

  it('open the settings they speak of, where the budget is', async () => {
    const { page } = workbench();
    await page.locator('.step-title', { hasText: 'Set a budget' }).click();
    await page.getByRole('button', { name: 'Set a Daily Budget' }).click();
    await page.locator('.settings-editor').getByText('US dollars per day, in local time').first().waitFor();
    await workbench().screenshot('walkthrough-budget-setting');
  });

  it('say at once which setting is wrong, and lead there', async () => {
    assert.ok(session);
    const file = path.join(folder, '.vscode', 'settings.json');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ 'agenticQe.fleet.maxAgents': 99 }));
    const message = await workbench().notification(/maxAgents/);
    assert.match(message, /Setting agenticQe\.fleet\.maxAgents is 99: .*16/);
    await workbench().screenshot('wrong-setting');
    await workbench().clickNotificationButton(/maxAgents/, 'Open Setting');
    await workbench()
      .page.locator('.settings-editor')
      .getByText('Agents at work at the same time')
      .first()
      .waitFor();
    await workbench().screenshot('wrong-setting-opened');
    await writeFile(file, '{}');
  });

  it('speak German where the editor does', async () => {
    assert.ok(session);
    // As the editor's own language pack sets it; the editor's texts stay English without that pack.
    await workbench().page.addInitScript(
      "Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => 'de', set: () => {} })",
    );
    await session.reload();
    await workbench().openFile('src/money.ts');
    await workbench().statusBarText(/\$0\.00 heute/);
    await workbench().runCommand('Agentic QE: Tests erzeugen');
    const message = await workbench().notification(/behalten|vorgeschlagen/, 90_000);
    assert.match(
      message,
      /Tests für src\/money\.test\.ts vorgeschlagen\. Anweisungen .* → .* Kosten \$0\.00\./,
    );
    const panel = await workbench().webviewText('agentic-qe.agentic-qe-fleet', /vorgeschlagen/);
    assert.match(panel, /Lauf Abdeckung Kosten Modelle/);
    assert.match(panel, /Tests: \d+ vorgeschlagen, \d+ verworfen/);
    assert.match(panel, /5\/5 Läufe/);
    await workbench().screenshot('german');
  });
});
