import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { livingProcesses } from '../../support/livingProcesses';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { keepEvidenceOfFailures, openWorkbench, type WorkbenchSession } from './workbenchSession';

const runMs = 60_000;
const testFile = 'src/discounts.test.ts';

/** What a person does with generated tests for longer than one run: debugging, running on every save, stopping. */
describe('generated tests debugged, run on save and stopped in a real VS Code window', function () {
  this.timeout(240_000);
  let folder: string;
  let session: WorkbenchSession | undefined;
  const workbench = () => {
    assert.ok(session);
    return session.workbench;
  };
  const stateIcon = (icon: 'testing-passed-icon' | 'testing-failed-icon' | 'testing-skipped-icon') =>
    workbench()
      .page.locator('.test-explorer .monaco-list-row', { hasText: 'discounts.test.ts' })
      .locator(`.codicon-${icon}`)
      .first();
  const runners = () => livingProcesses(folder).filter((process) => process.includes('vitest'));
  const noRunnerIsLeft = async () => {
    while (runners().length > 0) await workbench().page.waitForTimeout(100);
  };
  /** Types a line of the source anew, as a person does, and saves. */
  const replaceAndSave = async (line: string, text: string) => {
    const { keyboard } = workbench().page;
    await workbench().openFile('src/discounts.ts');
    await workbench().placeCursor(line);
    await keyboard.press('Home');
    await keyboard.press('Shift+End');
    await keyboard.type(text);
    await workbench().runCommand('File: Save');
  };
  /** The view names the newest run and counts the others. */
  const olderRuns = async () => {
    const row = workbench().page.locator('.test-output-peek-tree .monaco-list-row', {
      hasText: /older result/,
    });
    return Number.parseInt((await row.textContent()) ?? '', 10);
  };
  keepEvidenceOfFailures(() => session);

  before(async () => {
    folder = makeSampleWorkspaceCopy('ui');
    session = await openWorkbench({
      folder,
      extensionDirectories: [repositoryRoot],
      userSettings: { 'agenticQe.generation.writeMode': 'write' },
    });
    await workbench().openFile('src/discounts.ts');
    await workbench().runCommand('Agentic QE: Generate Tests');
    await workbench().notification(/kept in src\/discounts\.test\.ts/, runMs);
    await workbench().clearNotifications();
    await workbench().runCommand('Testing: Focus on Test Explorer View');
  });

  after(async () => {
    await session?.close();
    await removeDirectory(folder);
  });

  it(`stops at a breakpoint in a generated test, goes on, and says how it ended ${verifies('UI-3')}`, async () => {
    const { page } = workbench();
    await workbench().openFile(testFile);
    await workbench().placeCursor('expect(');
    await workbench().runCommand('Debug: Toggle Breakpoint');
    await workbench().runCommand('Test: Debug All Tests');
    await page.locator('.codicon-debug-stackframe').first().waitFor({ timeout: runMs });
    await workbench().screenshot('testing-debug');
    await page.locator('.debug-toolbar').getByRole('button', { name: 'Continue' }).click();
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden', timeout: runMs });
    await workbench().runCommand('Testing: Focus on Test Explorer View');
    await stateIcon('testing-passed-icon').waitFor({ timeout: runMs });
    await noRunnerIsLeft();
  });

  it(`runs them again at every save, until it is switched off ${verifies('UI-3')}`, async () => {
    await workbench().runCommand('Test: Start Continuous Run');
    await workbench().pickRow('Run');
    await workbench().page.locator('.quick-input-widget:visible').getByText('OK').click();
    await workbench().runCommand('Testing: Focus on Test Explorer View');
    await replaceAndSave('return 15;', 'return 14;');
    await stateIcon('testing-failed-icon').waitFor({ timeout: runMs });
    await workbench().screenshot('testing-continuous');
    await replaceAndSave('return 14;', 'return 15;');
    await stateIcon('testing-passed-icon').waitFor({ timeout: runMs });
    await workbench().runCommand('Test: Stop Continuous Run');
    const before = await olderRuns();
    await replaceAndSave('return 15;', 'return 14;');
    await workbench().runCommand('Test: Run All Tests');
    await stateIcon('testing-failed-icon').waitFor({ timeout: runMs });
    // The save began none, else there were two.
    assert.equal(await olderRuns(), before + 1);
  });

  it(`kills a run that never ends when it is stopped ${verifies('UI-3')}`, async () => {
    const file = path.join(folder, testFile);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/(\bit\(.*=> \{\n)/, '$1    for (;;) {}\n'));
    await workbench().runCommand('Test: Run All Tests');
    while (runners().length === 0) await workbench().page.waitForTimeout(100);
    await workbench().screenshot('testing-endless');
    await workbench().runCommand('Test: Cancel Test Run');
    await noRunnerIsLeft();
    // It has neither passed nor failed.
    await stateIcon('testing-skipped-icon').waitFor();
    await workbench().screenshot('testing-stopped');
    await writeFile(file, text);
  });
});
