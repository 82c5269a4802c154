import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { verifies } from '../../requirements';
import { launchBrowser } from '../../tools/browser';
import { repositoryRoot, screenshotDirectory } from '../../tools/repositoryPaths';
import { panelContent } from './panelContent';
import { aPanelReceipt, floodOf, openPanelPage, tell } from './panelPage';
import { panelThemes } from './panelThemes';

/** What a frame may take at most while the panel is fed; the first paint is not counted. */
const frameLimitMs = 100;

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
      const axe = await readFile(path.join(repositoryRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
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

  it(`takes 10,000 events without a frame over ${frameLimitMs} ms, in the quietest of three tries ${verifies('UI-4')}`, async () => {
    const slowest: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      await page?.close();
      page = await openPanelPage(browser, panelThemes.dark);
      slowest.push(Math.max(...(await framesUnderFlood(page))));
      assert.match((await page.textContent('h3')) ?? '', /1[0-9]{3} kept, [0-9]+ dropped/);
    }
    console.log(`      slowest frame: ${slowest.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    // The quietest try shows what the code costs; the others also show what else the machine was doing.
    assert.ok(Math.min(...slowest) < frameLimitMs, slowest.join(', '));
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

/** Times between frames while the page gets 10,000 parts of a run, as fast as it takes them. */
async function framesUnderFlood(page: Page): Promise<readonly number[]> {
  const pageId = await pageIdOf(page);
  await tell(page, { kind: 'snapshot', runIds: ['flood'], undoneRunIds: [], proposals: [], spend: '' });
  const entries = floodOf(10_000);
  const batches = Array.from({ length: Math.ceil(entries.length / 500) }, (_, index) => ({
    kind: 'stream-parts',
    pageId,
    batch: index + 1,
    entries: entries.slice(index * 500, (index + 1) * 500),
  }));
  // The first one is the first paint of the run.
  await tell(page, batches[0]);
  return (await page.evaluate(measureFrames(batches.slice(1)))) as number[];
}

async function pageIdOf(page: Page): Promise<string> {
  return await page.evaluate("sent.find(({ kind }) => kind === 'ready').pageId");
}

/** Runs in the page: sends each batch when the one before was drawn, as the host does; gives the time between any two frames. */
function measureFrames(batches: readonly unknown[]): string {
  return `new Promise((resolve) => {
    const frames = [];
    const waiting = ${JSON.stringify(batches)};
    let before;
    let restFrames = 30;
    window.onSent = ({ kind }) => {
      if (kind === 'received' && waiting.length > 0) window.postMessage(waiting.shift(), '*');
    };
    const onFrame = (now) => {
      frames.push(now - before);
      before = now;
      if (waiting.length === 0) restFrames--;
      if (restFrames > 0) requestAnimationFrame(onFrame);
      else resolve(frames);
    };
    requestAnimationFrame((now) => {
      before = now;
      window.postMessage(waiting.shift(), '*');
      requestAnimationFrame(onFrame);
    });
  })`;
}
