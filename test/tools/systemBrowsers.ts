import { existsSync } from 'node:fs';
import path from 'node:path';

const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
];
const macNames = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const windowsPaths = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Absolute paths of the Chromium browsers found on this system, best first; empty when there is none. `CHROME_PATH` leads. */
export function findSystemBrowsers(): string[] {
  const chosen = process.env.CHROME_PATH;
  const candidates = [...(chosen ? [chosen] : []), ...platformCandidates()];
  return [...new Set(candidates)].filter((candidate) => existsSync(candidate));
}

function platformCandidates(): string[] {
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return windowsPaths.flatMap((parts) =>
      roots.flatMap((root) => (root ? [path.join(root, ...parts)] : [])),
    );
  }
  if (process.platform === 'darwin') {
    const roots = ['/Applications', path.join(process.env.HOME ?? '/', 'Applications')];
    return macNames.flatMap((name) =>
      roots.map((root) => path.join(root, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  const directories = [
    ...(process.env.PATH ?? '').split(':'),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
    '/opt/google/chrome',
  ];
  return linuxNames.flatMap((name) =>
    directories
      .filter((directory) => path.isAbsolute(directory))
      .map((directory) => path.join(directory, name)),
  );
}
