import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { livingProcesses } from '../../support/livingProcesses';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { screenshotInThemes } from './themes';
import { keepEvidenceOfFailures, openWorkbench, type WorkbenchSession } from './workbenchSession';

const runMs = 120_000;

/** The generated tests as the Testing view of the editor has them, and what is known of code where it stands. */
describe('generated tests and coverage in a real VS Code window', function () {
  this.timeout(240_000);
  let folder: string;
  let session: WorkbenchSession | undefined;
  const workbench = () => {
    assert.ok(session);
    return session.workbench;
  };
  const testFile = () => path.join(folder, 'src/discounts.test.ts');
  const treeRow = (text: string | RegExp) =>
    workbench().page.locator('.test-explorer .monaco-list-row').filter({ hasText: text });
  keepEvidenceOfFailures(() => session);

  before(async () => {
    folder = makeSampleWorkspaceCopy('ui');
    session = await openWorkbench({
      folder,
      extensionDirectories: [repositoryRoot],
      userSettings: { 'agenticQe.generation.writeMode': 'write' },
    });
  });

  after(async () => {
    await session?.close();
    await removeDirectory(folder);
  });

  it(`says over functions that coverage is not measured, then how much of them is covered ${verifies('UI-3')}`, async () => {
    await workbench().openFile('src/money.ts');
    const lens = workbench().page.locator('.codelens-decoration');
    await lens.filter({ hasText: 'Generate tests · coverage not measured · complexity' }).first().waitFor();
    await workbench().runCommand('Agentic QE: Analyze Coverage');
    await workbench().notification(/Statements \d/, runMs);
    await workbench().clearNotifications();
    await workbench().openFile('src/money.ts');
    await lens
      .filter({ hasText: /Generate tests · \d+ % covered · complexity \d+/ })
      .first()
      .waitFor();
    await screenshotInThemes(workbench(), 'lens');
  });

  it(`offers a test for what no test executes, with model and cost ${verifies('UI-3')}`, async () => {
    const place = workbench().page.locator('.view-line', { hasText: 'throw new' }).first();
    await place.click();
    await workbench().page.keyboard.press('Control+.');
    await workbench()
      .page.getByText(/Generate a test for this (branch|line) \(embedded engine, free\)/)
      .first()
      .waitFor();
    await workbench().screenshot('gap-action');
    await workbench().page.keyboard.press('Escape');
    await workbench().runCommand('Show or Focus Hover');
    const hover = workbench().page.locator('.monaco-hover', { hasText: 'Generate a test for this' });
    await hover.first().waitFor();
    await workbench().screenshot('gap-hover');
    await workbench().page.keyboard.press('Escape');
  });

  it(`writes tests from a lens; they are in the Testing view with their receipts ${verifies('UI-3')}`, async () => {
    await workbench().openFile('src/discounts.ts');
    await workbench().page.locator('.codelens-decoration a').first().click();
    await workbench().notification(/kept in src\/discounts\.test\.ts/, runMs);
    await workbench().clearNotifications();
    await workbench().openFile('src/discounts.ts');
    await workbench().runCommand('Agentic QE: Generate Tests');
    await workbench().notification(/kept in src\/discounts\.test\.ts/, runMs);
    await workbench().clearNotifications();
    await workbench().runCommand('Testing: Focus on Test Explorer View');
    await treeRow('discounts.test.ts').first().click();
    await treeRow(/5\/5 runs/)
      .first()
      .waitFor();
    await screenshotInThemes(workbench(), 'testing');
  });

  it(`runs them in the workspace's own runner, with the failing line and what was expected ${verifies('UI-3')}`, async () => {
    await workbench().runCommand('Test: Run All Tests');
    await treeRow('discounts.test.ts')
      .locator('.codicon-testing-passed-icon')
      .first()
      .waitFor({ timeout: runMs });
    const text = await readFile(testFile(), 'utf8');
    await writeFile(testFile(), text.replace(/toBe\(0\)/, 'toBe(41)'));
    await workbench().runCommand('Test: Run All Tests');
    await treeRow('discounts.test.ts')
      .locator('.codicon-testing-failed-icon')
      .first()
      .waitFor({ timeout: runMs });
    await workbench().openFile('src/discounts.test.ts');
    await workbench().page.locator('.glyph-margin-widgets .codicon-testing-failed-icon').first().waitFor();
    // Among the results, the failure opens with expected and actual side by side.
    await workbench()
      .page.locator('.monaco-list-row', { hasText: 'levelDiscount › returns 0' })
      .last()
      .click();
    await workbench()
      .page.locator('.part.panel .monaco-diff-editor .view-line', { hasText: '41' })
      .first()
      .waitFor();
    await workbench().screenshot('testing-failed');
    await writeFile(testFile(), text);
  });

  it(`measures coverage, per test, in the editor's own view ${verifies('UI-3')}`, async () => {
    await workbench().runCommand('Test: Run All Tests with Coverage');
    const row = workbench().page.locator('.monaco-list-row', { hasText: /discounts\.ts\s*100\.00%/ });
    await row.first().waitFor({ timeout: runMs });
    await workbench().openFile('src/discounts.ts');
    await workbench().page.locator('.coverage-deco-gutter').first().waitFor();
    await screenshotInThemes(workbench(), 'testing-coverage');
    assert.deepEqual(
      livingProcesses(folder).filter((process) => process.includes('vitest')),
      [],
    );
  });
});
