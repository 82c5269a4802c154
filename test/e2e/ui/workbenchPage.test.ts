import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeTemporaryDirectory, removeDirectory } from '../../tools/temporaryDirectory';
import { throwAwayExtensionId, writeThrowAwayExtension } from './throwAwayExtension';
import { keepEvidenceOfFailures, openWorkbench, type WorkbenchSession } from './workbenchSession';

describe('a real VS Code window in a browser, with a throw-away extension', function () {
  this.timeout(180_000);
  let directory: string;
  let session: WorkbenchSession | undefined;
  const workbench = () => {
    assert.ok(session);
    return session.workbench;
  };
  keepEvidenceOfFailures(() => session);

  before(async () => {
    directory = await makeTemporaryDirectory('window');
    const extension = path.join(directory, 'extension');
    const folder = path.join(directory, 'a workspace');
    await writeThrowAwayExtension(extension);
    await mkdir(path.join(folder, 'src'), { recursive: true });
    await writeFile(
      path.join(folder, 'src', 'sum.ts'),
      'export function sum(a: number, b: number) {\n  return a + b;\n}\n',
    );
    session = await openWorkbench({ folder, extensionDirectories: [extension], workspaceTrust: true });
  });

  after(async () => {
    await session?.close();
    await removeDirectory(directory);
  });

  it('opens the folder restricted for a new user, and trusts it', async () => {
    await workbench().statusBarText('Restricted Mode');
    await workbench().screenshot('harness-restricted');
    await workbench().trustFolder();
    await workbench().screenshot('harness-trusted');
  });

  it('reads the status bar', async () => {
    assert.equal(await workbench().statusBarText(/Probe \d/), 'Probe 0 greetings');
  });

  it('runs a command of the palette, reads its notification, clicks its button and answers the dialog', async () => {
    await workbench().runCommand('Probe: Greet');
    assert.equal(await workbench().notification('from the palette'), 'Hello from the palette');
    assert.equal(await workbench().statusBarText('1 greetings'), 'Probe 1 greetings');
    await workbench().screenshot('harness-notification');
    await workbench().clickNotificationButton('from the palette', 'Ask');
    assert.match(await workbench().dialogText(), /Really greet\?/);
    await workbench().clickDialogButton('Yes, greet');
  });

  it('lists the commands of a category', async () => {
    assert.deepEqual((await workbench().paletteRows('Probe:')).slice(0, 3).sort(), [
      'Probe: Greet',
      'Probe: Greet File',
      'Probe: Open Panel',
    ]);
  });

  it('opens a file and clicks in the context menus of the editor and the explorer', async () => {
    await workbench().openFile('src/sum.ts');
    assert.match(await workbench().visibleEditorText(), /^export function sum.*\n {2}return a \+ b;/);
    await workbench().clickEditorContextMenu('return a + b', 'Greet File');
    await workbench().notification('Hello sum.ts');
    await workbench().clearNotifications();
    assert.deepEqual(await workbench().notificationTexts(), []);
    await workbench().clickExplorerContextMenu('sum.ts', 'Greet File');
    await workbench().notification('Hello sum.ts');
    await workbench().statusBarText('3 greetings');
  });

  it('reads a webview and clicks in it', async () => {
    await workbench().clickStatusBar(/Probe \d/);
    assert.equal(await workbench().webviewText(throwAwayExtensionId), 'Probe panel waiting Ping');
    const frame = await workbench().webview(throwAwayExtensionId);
    await frame.locator('button').click();
    assert.match(await workbench().webviewText(throwAwayExtensionId, 'answer to ping'), /answer to ping/);
    assert.deepEqual(await workbench().editorTitles(), ['sum.ts', 'Probe Panel']);
    await workbench().screenshot('harness-webview');
  });

  it('says what it saw when something is not there', async () => {
    await assert.rejects(workbench().notification('no such message', 200), /No notification no such message/);
    await assert.rejects(
      workbench().clickEditorContextMenu('return a + b', 'No Such Item'),
      /It has .*"Greet File"/,
    );
    await workbench().page.keyboard.press('Escape');
  });
});
