import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../tools/browser';
import { quietSettings } from '../../tools/quietSettings';
import { stageExtension } from '../../tools/stageExtension';
import { withoutNoise } from '../../tools/vscodeNoise';
import { startVsCodeServer, type VsCodeServer } from '../../tools/vscodeServer';
import { WorkbenchPage } from './workbenchPage';

const keptConsoleLines = 50;

export interface WorkbenchSessionOptions {
  /** Folder that the window opens. */
  readonly folder: string;
  /** Folders of built extensions to install, exactly the files that their .vsix would hold. */
  readonly extensionDirectories: readonly string[];
  /** On top of `quietSettings`; `none`: not even those, as on the first day. */
  readonly userSettings?: Readonly<Record<string, unknown>> | 'none';
  /** true: the folder opens restricted until trust is given, as for a new user. Default false: everything is trusted. */
  readonly workspaceTrust?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** A running server to use and to leave running; then what is installed and set there counts. Default: one of its own. */
  readonly server?: VsCodeServer;
  /** A running browser to use and to leave running. Default: one of its own. */
  readonly browser?: Browser;
  readonly windowSize?: { readonly width: number; readonly height: number };
}

/** A VS Code server, a browser and one window on a folder, with extensions installed as for a user. */
export interface WorkbenchSession {
  readonly workbench: WorkbenchPage;
  readonly server: VsCodeServer;
  readonly browser: Browser;
  /** The last errors and warnings in the browser's console; those of the extension host are there too. */
  recentConsole(): readonly string[];
  /** Loads the window again, as F5 in the browser does, and waits for it. */
  reload(): Promise<void>;
  /** Closes the window and what was started for it: browser, server and all it started, its folders. */
  close(): Promise<void>;
}

/**
 * Opens a window and resolves when it stands. Extensions are installed and activate as for a user; there is no test payload,
 * so dialogs are shown.
 */
export async function openWorkbench(options: WorkbenchSessionOptions): Promise<WorkbenchSession> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const server = options.server ?? (await startServer(options));
    if (options.server === undefined) closers.push(server.stop);
    const browser = options.browser ?? (await launchBrowser());
    if (options.browser === undefined) closers.push(() => browser.close());
    const page = await browser.newPage({
      viewport: options.windowSize ?? { width: 1440, height: 900 },
      // A system without languages gives the browser one that is none (`en-US@posix`).
      locale: 'en-US',
    });
    closers.push(() => page.close());
    const consoleLines: string[] = [];
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      consoleLines.push(...withoutNoise(message.text()));
      consoleLines.splice(0, consoleLines.length - keptConsoleLines);
    });
    await page.goto(server.folderUrl(options.folder));
    const workbench = new WorkbenchPage(page);
    await workbench.waitUntilReady();
    const reload = async () => {
      await page.reload();
      await workbench.waitUntilReady();
    };
    return { workbench, server, browser, recentConsole: () => consoleLines, reload, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startServer(options: WorkbenchSessionOptions): Promise<VsCodeServer> {
  return await startVsCodeServer({
    workspaceTrust: options.workspaceTrust ?? false,
    smokeTestDriver: false,
    ...(options.userSettings === 'none'
      ? {}
      : { userSettings: { ...quietSettings, ...options.userSettings } }),
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    installExtensions: async (extensionsDirectory) => {
      for (const directory of options.extensionDirectories)
        await stageExtension(directory, extensionsDirectory);
    },
  });
}

/**
 * Adds to the current mocha suite: after each failed test, a screenshot of the window (`failed-…png`) and the ends of the
 * window's console and the server's log on standard error.
 */
export function keepEvidenceOfFailures(currentSession: () => WorkbenchSession | undefined): void {
  afterEach(async function () {
    const session = currentSession();
    const test = this.currentTest;
    if (session === undefined || test?.state !== 'failed') return;
    const file = await session.workbench.screenshot(`failed-${test.fullTitle().replace(/[^\w]+/g, '-')}`);
    const report = [`  window: ${file}`, ...session.recentConsole().slice(-15), session.server.recentLog()];
    process.stderr.write(`${report.join('\n')}\n`);
  });
}
