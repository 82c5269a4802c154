import { type Browser, chromium } from 'playwright-core';
import { ensureChromium, hasNpmChromium } from './chromiumInstall';
import { exitOnSignal } from './exitOnSignal';
import { findSystemBrowsers } from './systemBrowsers';

/** Without the network flags each start makes lookups of Google's hosts, which a closed network refuses by the dozen. */
const launchArguments: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The page comes from 127.0.0.1; it must stay allowed to open its WebSocket there.
  '--disable-features=LocalNetworkAccessChecks',
];

export interface BrowserOptions {
  /** `npm` skips the browsers of the system. Default: environment variable `E2E_BROWSER`, else `any`. */
  readonly source?: 'any' | 'npm';
}

/**
 * Starts a headless Chromium: the system's if there is one that starts, else the one from npm (Linux x64). It ends with this
 * process at the latest.
 * @throws Error when none is found or none starts, with the reason for each that was tried.
 */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const source = options.source ?? (process.env.E2E_BROWSER === 'npm' ? 'npm' : 'any');
  const failures: string[] = [];
  for (const executablePath of source === 'any' ? findSystemBrowsers() : []) {
    try {
      return await launch(executablePath, {});
    } catch (error) {
      failures.push(`${executablePath}: ${firstLine(error)}`);
    }
  }
  if (hasNpmChromium()) {
    for (const failure of failures) console.error(`Browser does not start, taking the next: ${failure}`);
    const { executablePath, environment } = await ensureChromium();
    return await launch(executablePath, environment);
  }
  const tried = failures.length === 0 ? 'none was found' : `none starts:\n${failures.join('\n')}`;
  throw new Error(
    `A Chrome or Chromium is needed and ${tried}. Install one, or set CHROME_PATH to its program.`,
  );
}

async function launch(
  executablePath: string,
  environment: Readonly<Record<string, string>>,
): Promise<Browser> {
  exitOnSignal();
  return await chromium.launch({
    executablePath,
    headless: true,
    // It shows only pages of our own; root and hardened kernels refuse the sandbox.
    chromiumSandbox: false,
    args: [...launchArguments],
    // exitOnSignal ends this process, and Playwright ends the browser with it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { ...stringsOnly(process.env), ...environment },
  });
}

function stringsOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
