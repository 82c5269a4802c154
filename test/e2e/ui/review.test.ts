import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { screenshotInThemes } from './themes';
import { keepEvidenceOfFailures, openWorkbench, type WorkbenchSession } from './workbenchSession';

const extensionId = 'agentic-qe.agentic-qe-fleet';
const testFile = 'src/discounts.test.ts';
const runMs = 120_000;

/** What a person decides on, test by test, before anything is written. */
describe('reviewing proposed tests in a real VS Code window', function () {
  this.timeout(240_000);
  let folder: string;
  let session: WorkbenchSession | undefined;
  const workbench = () => {
    assert.ok(session);
    return session.workbench;
  };
  const read = (file: string): Promise<string | undefined> =>
    readFile(path.join(folder, file), 'utf8').catch(() => undefined);
  keepEvidenceOfFailures(() => session);

  before(async () => {
    folder = makeSampleWorkspaceCopy('ui');
    session = await openWorkbench({ folder, extensionDirectories: [repositoryRoot] });
  });

  after(async () => {
    await session?.close();
    await removeDirectory(folder);
  });

  it(`shows the proposed tests as a diff, with the receipt beside each ${verifies('RUN-16')}`, async () => {
    await workbench().openFile('src/discounts.ts');
    await workbench().runCommand('Agentic QE: Generate Tests');
    await workbench().notification(/proposed for src\/discounts\.test\.ts/, runMs);
    await workbench().screenshot('review-proposed');
    await workbench().clickNotificationButton(/proposed for/, 'Review');
    await workbench().page.locator('.monaco-editor .comment-body', { hasText: '5/5 runs' }).first().waitFor();
    await workbench().clearNotifications();
    await screenshotInThemes(workbench(), 'review-diff');
    assert.equal(await read(testFile), undefined);
  });

  it('writes a test that is accepted beside its text, after the file with it was run again', async () => {
    const thread = workbench().page.locator('.monaco-editor .review-widget').first();
    const title = (await thread.locator('.review-title .filename').first().textContent()) ?? '';
    await thread.getByRole('button', { name: 'Accept Test' }).click();
    const panel = await workbench().webview(extensionId, /Accepted: it is in the test file/, runMs);
    const text = (await read(testFile)) ?? '';
    assert.ok(text.includes(title), text);
    assert.equal(text.match(/\bit\(/g)?.length, 1);
    await workbench().screenshot('review-accepted-one');
    assert.equal(await panel.getByRole('button', { name: /^Accept .* › / }).count(), 7);
  });

  it('rejects a test from the panel; it leaves the diff', async () => {
    const panel = await workbench().webview(extensionId, /Reject All/);
    const before = await read(testFile);
    const reject = panel.getByRole('button', { name: /^Reject .* › / }).last();
    const name = ((await reject.getAttribute('aria-label')) ?? '').replace(/^Reject .* › /, '');
    await reject.click();
    await workbench().webview(extensionId, /Rejected\./);
    assert.equal(await read(testFile), before);
    await workbench()
      .page.locator('.monaco-editor .view-line', { hasText: name.slice(0, 30) })
      .first()
      .waitFor({ state: 'detached' });
    await workbench().screenshot('review-rejected-one');
  });

  it('accepts the rest from the title of the diff, which closes; one undo takes the run back', async () => {
    // The buttons are those of the group that has the focus.
    await workbench().page.locator('.tab', { hasText: 'proposed tests' }).click();
    await workbench().page.getByRole('button', { name: 'Accept All Proposed Tests' }).first().click();
    await workbench().notification(/6 tests added to src\/discounts\.test\.ts/, runMs);
    assert.equal((await read(testFile))?.match(/\bit\(/g)?.length, 7);
    await workbench().screenshot('review-accepted-all');
    assert.ok(!(await workbench().editorTitles()).some((title) => title.includes('proposed tests')));
    await workbench().clickNotificationButton(/6 tests added/, 'Undo');
    await workbench().notification(/src\/discounts\.test\.ts/);
    assert.equal(await read(testFile), undefined);
    assert.deepEqual(
      (await readdir(path.join(folder, 'src'))).filter((file) => file.includes('.aqe-')),
      [],
    );
  });
});
