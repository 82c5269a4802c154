import { framesUnderFlood } from '../../e2e/ui/panelFlood';
import { openPanelPage } from '../../e2e/ui/panelPage';
import { panelThemes } from '../../e2e/ui/panelThemes';
import { launchBrowser } from '../../tools/browser';
import { type BenchRow, benchRow } from '../benchRow';
import { slowest } from './figures';

const events = 10_000;
const floods = 3;

/** The times between frames while the panel takes events as fast as it can; the slowest of each flood, of the best of them. */
export async function panelFrameRows(): Promise<readonly BenchRow[]> {
  const browser = await launchBrowser();
  try {
    const frames: (readonly number[])[] = [];
    for (let flood = 1; flood <= floods; flood++) {
      const page = await openPanelPage(browser, panelThemes.dark);
      frames.push(await framesUnderFlood(page, events));
      await page.close();
    }
    frames.sort((one, other) => slowest(one) - slowest(other));
    const best = frames[0] ?? [];
    const name = `panel, ${events.toLocaleString('en-US')} events`;
    const sorted = [...best].sort((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    return [
      benchRow('editor', `${name}, frame, p95`, rounded(p95), 'ms'),
      benchRow(
        'editor',
        `${name}, slowest frame, best of ${floods}`,
        rounded(slowest(best)),
        'ms',
        'at most',
        100,
      ),
      benchRow(
        'editor',
        `${name}, slowest frame, worst of ${floods}`,
        rounded(slowest(frames.at(-1) ?? [])),
        'ms',
      ),
    ];
  } finally {
    await browser.close();
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
