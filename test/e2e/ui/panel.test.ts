import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { verifies } from '../../requirements';
import { launchBrowser } from '../../tools/browser';
import { screenshotDirectory } from '../../tools/repositoryPaths';
import { panelContent } from './panelContent';
import { framesUnderFlood } from './panelFlood';
import { aPanelReceipt, openPanelPage, pageIdOf, tell } from './panelPage';
import { panelThemes } from './panelThemes';

/** The page of the panel by itself, as VS Code shows it, in a browser that can be measured. */
describe('the page of the panel in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page | undefined;

  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await page?.close();
    page = undefined;
  });
  after(async () => {
    await browser.close();
  });

  for (const [name, theme] of Object.entries(panelThemes)) {
    it(`has no serious fault of accessibility in any tab, ${name} ${verifies('UI-4')}`, async () => {
      const opened = await openPanelPage(browser, theme);
      page = opened;
      const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
      await opened.evaluate(axe);
      const pageId = await pageIdOf(opened);
      for (const message of panelContent(pageId)) await tell(opened, message);
      for (const tab of ['Run', 'Coverage', 'Costs', 'Models']) {
        await opened.getByRole('tab', { name: tab }).click();
        const faults = (await opened.evaluate(findFaults)) as string[];
        await opened.screenshot({
          path: path.join(screenshotDirectory, `panel-${tab.toLowerCase()}-${name}.png`),
        });
        assert.deepEqual(faults, [], `${tab} in ${name}`);
      }
    });
  }

  it(`is moved through by keyboard ${verifies('UI-4')}`, async () => {
    page = await openPanelPage(browser, panelThemes.dark);
    await page.getByRole('tab', { name: 'Run' }).focus();
    const selected = () => page?.locator('[role=tab][aria-selected=true]').textContent();
    for (const [key, tab] of [
      ['ArrowRight', 'Coverage'],
      ['End', 'Models'],
      ['ArrowRight', 'Run'],
      ['ArrowLeft', 'Models'],
      ['Home', 'Run'],
    ] as const) {
      await page.keyboard.press(key);
      assert.equal(await selected(), tab, key);
      assert.equal(await page.evaluate('document.activeElement.textContent'), tab, key);
    }
  });

  it('draws the spend anew in the colours of the next theme', async () => {
    page = await openPanelPage(browser, panelThemes.dark);
    for (const message of panelContent(await pageIdOf(page))) await tell(page, message);
    await page.getByRole('tab', { name: 'Costs' }).click();
    await page.locator('.uplot').first().waitFor();
    await page.evaluate(
      "for (const drawn of document.querySelectorAll('.uplot')) drawn.classList.add('of-before')",
    );
    await page.evaluate("document.body.className = 'vscode-light'");
    await page.locator('.uplot:not(.of-before)').first().waitFor();
    assert.equal(await page.locator('.of-before').count(), 0);
  });

  it(`takes 10,000 events and says how each test ended ${verifies('UI-4')}`, async () => {
    page = await openPanelPage(browser, panelThemes.dark);
    await framesUnderFlood(page, 10_000);
    assert.equal(await page.textContent('h3'), 'Tests: 1333 kept, 667 dropped');
  });

  it(`survives what nobody should send ${verifies('UI-4')}`, async () => {
    page = await openPanelPage(browser, panelThemes.dark);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const pageId = await pageIdOf(page);
    const receipt = { ...aPanelReceipt('c', 'kept'), title: '<img src=x onerror=alert(1)>' };
    const entries = [{ runId: 'r', seq: 1, part: { type: 'receipt', receipt } }];
    for (const message of [
      null,
      7,
      { kind: 'report' },
      { kind: 'report', costs: 3 },
      { kind: 'stream-parts', pageId, batch: 1, entries },
    ])
      await tell(page, message);
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(faults, []);
  });
});

/** Runs in the page, where axe is; what it finds and is serious, with the elements. */
const findFaults = `axe.run().then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;
