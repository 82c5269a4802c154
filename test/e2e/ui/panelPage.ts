import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PanelReceipt } from '../../../src/frontends/webview/protocol';
import { repositoryRoot } from '../../tools/repositoryPaths';

const pageAddress = 'http://panel.test/';

/**
 * The built page of the panel alone in a browser, under the policy that it has in the editor and with the variables of a theme.
 * What it says to the host is in `sent`.
 */
export async function openPanelPage(
  browser: Browser,
  theme: Readonly<Record<string, string>>,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 900, height: 1000 }, locale: 'en-US' });
  const file = (name: string): Promise<string> => readFile(path.join(repositoryRoot, name), 'utf8');
  const [script, widgets, styles] = await Promise.all(
    ['dist/webview.js', 'dist/webview.css', 'media/panel.css'].map(file),
  );
  const variables = Object.entries(theme).map(([name, value]) => `--vscode-${name}: ${value};`);
  const bodies: Readonly<Record<string, { readonly contentType: string; readonly body: string }>> = {
    'webview.js': { contentType: 'text/javascript', body: script ?? '' },
    'webview.css': { contentType: 'text/css', body: widgets ?? '' },
    'panel.css': { contentType: 'text/css', body: styles ?? '' },
    'theme.css': {
      contentType: 'text/css',
      body: `:root { ${variables.join(' ')} } body { background: var(--vscode-editor-background); }`,
    },
    'host.js': {
      contentType: 'text/javascript',
      body: `window.sent = []; let state; window.acquireVsCodeApi = () => ({
        postMessage: (message) => { window.sent.push(message); window.onSent?.(message); },
        getState: () => state, setState: (next) => { state = next; } });`,
    },
  };
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>Panel</title>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src http://panel.test; style-src http://panel.test">
    <link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="webview.css"><link rel="stylesheet" href="panel.css">
    </head><body><div id="root"></div><script src="host.js"></script><script src="webview.js"></script></body></html>`;
  await page.route(`${pageAddress}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    return route.fulfill(bodies[name] ?? { contentType: 'text/html', body: html });
  });
  await page.goto(pageAddress);
  return page;
}

/** Says something to the page as the host does, and waits until it is drawn. */
export async function tell(page: Page, message: unknown): Promise<void> {
  await page.evaluate(`window.postMessage(${JSON.stringify(message) ?? 'undefined'}, '*')`);
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
}

/** What the page calls itself to the host, which says it to the page that it means. */
export async function pageIdOf(page: Page): Promise<string> {
  return await page.evaluate("sent.find(({ kind }) => kind === 'ready').pageId");
}

export function aPanelReceipt(candidateId: string, verdict: PanelReceipt['verdict']): PanelReceipt {
  const figure = (text: string) => ({ text, provenance: 'measured' }) as const;
  return {
    candidateId,
    sourceFile: 'src/a.ts',
    testFile: 'src/a.test.ts',
    unit: 'Cart.add',
    title: `adds ${candidateId}`,
    verdict,
    reason: verdict === 'kept' ? '' : 'adds no coverage',
    runs: figure('5/5 runs'),
    addedStatements: figure('+3 statements'),
    addedBranches: figure('+1 branch'),
    addedKills: figure('+2 mutants'),
    modelId: 'embedded',
    cost: figure('$0.00'),
  };
}
