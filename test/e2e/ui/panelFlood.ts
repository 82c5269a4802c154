import type { Page } from 'playwright-core';
import type { PanelEntry, PanelPart } from '../../../src/frontends/webview/protocol';
import { aPanelReceipt, pageIdOf, tell } from './panelPage';

/**
 * Feeds the page so many parts of a run, as fast as it takes them, and gives the times between any two frames in milliseconds. The
 * first paint of the run is not among them.
 */
export async function framesUnderFlood(page: Page, parts: number): Promise<readonly number[]> {
  const pageId = await pageIdOf(page);
  await tell(page, { kind: 'snapshot', runIds: ['flood'], undoneRunIds: [], proposals: [], spend: '' });
  const entries = floodOf(parts);
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

/** A run of so many parts, as a busy generation has them: proposals, code, receipts, output, progress. */
function floodOf(parts: number): readonly PanelEntry[] {
  const list: PanelPart[] = [
    {
      type: 'run-start',
      title: 'Tests for src',
      files: ['src/a.ts'],
      startedAtMs: 1,
      stages: ['inspect', 'write', 'judge'],
    },
  ];
  for (let index = 0; list.length < parts; index++) {
    const candidateId = `c${index}`;
    list.push({
      type: 'test-proposed',
      candidateId,
      sourceFile: 'src/a.ts',
      unit: 'Cart.add',
      title: `adds ${index}`,
    });
    list.push({ type: 'test-code', candidateId, code: `expect(add(${index})).toBe(${index});` });
    list.push({ type: 'output', text: `line ${index} of what the runner prints\n`.repeat(5) });
    list.push({ type: 'receipt', receipt: aPanelReceipt(candidateId, index % 3 === 0 ? 'dropped' : 'kept') });
    list.push({
      type: 'progress',
      fraction: Math.min(1, list.length / parts),
      message: `Candidate ${index}`,
    });
  }
  return list.slice(0, parts).map((part, index) => ({ runId: 'flood', seq: index + 1, part }));
}
