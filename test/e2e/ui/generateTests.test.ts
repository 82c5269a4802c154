import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { livingProcesses } from '../../support/livingProcesses';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { activationMsOf } from './activationTime';
import { keepEvidenceOfFailures, openWorkbench, type WorkbenchSession } from './workbenchSession';

const extensionId = 'agentic-qe.agentic-qe-fleet';
const runMs = 90_000;

/** The main job as a new user does it: the .vsix's files installed, the sample opened in a browser, nothing set. */
describe('Agentic QE Fleet in a real VS Code window', function () {
  this.timeout(180_000);
  let folder: string;
  let session: WorkbenchSession | undefined;
  const current = (): WorkbenchSession => {
    assert.ok(session);
    return session;
  };
  const workbench = () => current().workbench;
  const read = (file: string): Promise<string | undefined> =>
    readFile(path.join(folder, file), 'utf8').catch(() => undefined);
  keepEvidenceOfFailures(() => session);

  before(async () => {
    folder = makeSampleWorkspaceCopy('ui');
    session = await openWorkbench({ folder, extensionDirectories: [repositoryRoot], workspaceTrust: true });
  });

  after(async () => {
    await session?.close();
    await removeDirectory(folder);
  });

  it('activates in under 100 ms by the editor’s own measurement, in the fastest of three starts', async () => {
    const activations: number[] = [];
    for (let start = 1; start <= 3; start++) {
      await current().reload();
      activations.push(await activationMsOf(workbench(), 'Agentic QE Fleet'));
    }
    console.log(`      activation: ${activations.join(', ')} ms`);
    // The fastest start shows what the code costs; the others also show what else the machine was doing.
    assert.ok(Math.min(...activations) < 100, activations.join(', '));
  });

  it(`executes nothing in a restricted window and says why ${verifies('ERR-6')}`, async () => {
    await workbench().openFile('src/cart.ts');
    await workbench().runCommand('Agentic QE: Generate Tests');
    const message = await workbench().notification('trust');
    assert.match(message, /runs code of this workspace/);
    await workbench().screenshot('generate-restricted');
    assert.equal(await read('src/cart.test.ts'), undefined);
    await workbench().clearNotifications();
    await workbench().trustFolder();
  });

  it(`generates from the editor's context menu; run, receipts and spend are on the screen ${verifies('UI-1', 'UI-2')}`, async () => {
    await workbench().openFile('src/cart.ts');
    await workbench().clickEditorContextMenu('export class Cart', 'Generate Tests');
    await workbench().webview(extensionId, /cart\.ts/, runMs);
    await workbench().screenshot('generate-running');
    const message = await workbench().notification(/proposed for src\/cart\.test\.ts/, runMs);
    assert.match(message, /Statements 0\.0 % → (9\d|100)\.\d %\. Cost \$0\.00\./);
    assert.equal(await read('src/cart.test.ts'), undefined);
    const panel = await workbench().webviewText(extensionId, /5\/5/);
    assert.match(panel, /Cart/);
    assert.match(await workbench().statusBarText(/today/), /\$0\.00 today/);
    await workbench().screenshot('generate-finished');
    await workbench().clickNotificationButton(/proposed for/, 'Accept All');
    await workbench().notification(
      /written to the new file src\/cart\.test\.ts, exactly as it passed every run/,
    );
    await workbench().screenshot('generate-accepted');
    assert.match((await read('src/cart.test.ts')) ?? '', /describe\('Cart'/);
  });

  it(`shows the run again after the window was loaded anew ${verifies('STR-1')}`, async () => {
    await current().reload();
    await workbench().statusBarText(/\$0\.00 today/);
    assert.match((await read('src/cart.test.ts')) ?? '', /describe\('Cart'/);
  });

  it(`takes the last run back in one step ${verifies('RUN-7')}`, async () => {
    await workbench().runCommand('Agentic QE: Undo Last Run');
    await workbench().notification(/src\/cart\.test\.ts/);
    assert.equal(await read('src/cart.test.ts'), undefined);
    await workbench().clearNotifications();
  });

  it(`shows what tests leave out of a file, and leads there ${verifies('UI-1')}`, async () => {
    await workbench().openFile('src/money.ts');
    await workbench().runCommand('Agentic QE: Analyze Coverage');
    const message = await workbench().notification(/Statements \d/, runMs);
    assert.match(message, /^src\/money\.ts: Statements \d+\.\d % \(\d+ of \d+\)/);
    const frame = await workbench().webview(extensionId, /Not covered/);
    await workbench().screenshot('coverage-finished');
    await workbench().clearNotifications();
    await workbench().openFile('src/stock.ts');
    await frame
      .getByRole('button', { name: /Open src\/money\.ts:\d+/ })
      .first()
      .click();
    await workbench().statusBarText(/^Ln (?!1,)\d+, Col 1$/);
    assert.match(await workbench().visibleEditorText(), /money/i);
  });

  it(`gives one message for a file with a syntax error ${verifies('ERR-2')}`, async () => {
    await writeFile(path.join(folder, 'src/broken.ts'), 'export function f() {\n  return (;\n}\n');
    await workbench().openFile('src/broken.ts');
    await workbench().runCommand('Agentic QE: Generate Tests');
    assert.match(await workbench().notification('broken.ts line 2', runMs), /Correct the syntax/);
    await workbench().screenshot('generate-syntax-error');
    await workbench().clearNotifications();
  });

  it(`ends a run early and keeps what it has, from the panel ${verifies('RUN-15')}`, async () => {
    await workbench().openFile('src/stock.ts');
    await workbench().runCommand('Agentic QE: Generate Tests');
    const frame = await workbench().webview(extensionId, /stock\.ts/, runMs);
    await frame.getByRole('button', { name: 'Stop and Keep' }).click();
    await workbench().webview(extensionId, /Stopped because you asked for it/, runMs);
    await workbench().screenshot('generate-stopped');
    await workbench().clearNotifications();
    assert.deepEqual(livingProcesses(folder).filter(isOurs), []);
  });

  it(`cancels a run, and its processes, from the panel ${verifies('RUN-9')}`, async () => {
    await workbench().openFile('src/discounts.ts');
    await workbench().runCommand('Agentic QE: Generate Tests');
    const frame = await workbench().webview(extensionId, /discounts\.ts/, runMs);
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await workbench().webview(extensionId, /[Cc]ancelled/, runMs);
    await workbench().screenshot('generate-cancelled');
    assert.equal(await read('src/discounts.test.ts'), undefined);
    assert.deepEqual(livingProcesses(folder).filter(isOurs), []);
  });
});

function isOurs(process: string): boolean {
  return /sandboxWorker|vitest/.test(process);
}
