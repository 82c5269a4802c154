import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { ensurePinnedInstall } from './pinnedInstall';

const chromiumPackage = '@sparticuz/chromium';
const chromiumVersion = '153.0.0';
const versionTimeoutMs = 30_000;

export interface ChromiumInstall {
  readonly executablePath: string;
  /** What it needs beside this process's environment: libraries and fonts that the system lacks. */
  readonly environment: Readonly<Record<string, string>>;
}

/** True where npm carries a Chromium: Linux on x64. */
export function hasNpmChromium(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Resolves to a Chromium (headless shell 153, from npm) under `.cache/chromium`, installed on the first call, that was seen
 * to start here. It brings `libnss3`, `libnspr4` and a font for systems without them.
 * @throws Error when npm fails, or when Chromium does not start even so (it names the missing library).
 */
export async function ensureChromium(): Promise<ChromiumInstall> {
  const directory = await ensurePinnedInstall({
    name: 'chromium',
    packages: { [chromiumPackage]: chromiumVersion },
    revision: 1,
    description: `Chromium ${chromiumVersion} from npm (once, about 300 MB)`,
    finish: unpackChromium,
  });
  const executablePath = path.join(directory, 'chromium');
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : await packagedFonts(directory);
  const withSystemLibraries = whyNotStarting(executablePath, fonts);
  if (withSystemLibraries === undefined) return { executablePath, environment: fonts };

  // Only where needed: libraries made for another distribution are a risk beside the system's own.
  const libraryPath = [path.join(directory, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
    .filter(Boolean)
    .join(':');
  const environment = { ...fonts, LD_LIBRARY_PATH: libraryPath };
  const withOwnLibraries = whyNotStarting(executablePath, environment);
  if (withOwnLibraries === undefined) return { executablePath, environment };
  throw new Error(
    `Chromium from npm does not start here: ${withOwnLibraries} (before: ${withSystemLibraries})`,
  );
}

async function unpackChromium(directory: string): Promise<void> {
  const packed = path.join(directory, 'node_modules', chromiumPackage, 'bin');
  const executablePath = path.join(directory, 'chromium');
  await pipeline(
    createReadStream(path.join(packed, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(executablePath),
  );
  await chmod(executablePath, 0o755);
  const { extract } = loadTarFs(directory);
  for (const archive of ['al2023', 'fonts']) {
    await pipeline(
      createReadStream(path.join(packed, `${archive}.tar.br`)),
      createBrotliDecompress(),
      extract(path.join(directory, archive)),
    );
  }
}

interface TarFs {
  extract(directory: string): NodeJS.WritableStream;
}

/** A dependency of the package just installed, so it is loaded from there. */
function loadTarFs(directory: string): TarFs {
  const requireThere = createRequire(path.join(directory, 'node_modules', chromiumPackage, 'package.json'));
  return requireThere('tar-fs') as TarFs;
}

/** The packaged configuration looks in fixed folders, so one is written that names the folder where the font really is. */
async function packagedFonts(directory: string): Promise<Record<string, string>> {
  const fonts = path.join(directory, 'fonts');
  const configuration = path.join(fonts, 'here.conf');
  const cache = path.join(directory, 'font-cache');
  const text = `<?xml version="1.0"?>\n<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>\n`;
  const present = existsSync(configuration) ? await readFile(configuration, 'utf8') : undefined;
  if (present !== text) {
    await mkdir(cache, { recursive: true });
    await writeFile(configuration, text);
  }
  return { FONTCONFIG_FILE: configuration };
}

/** undefined when the program answers `--version`; otherwise one line that says why not. */
function whyNotStarting(
  executablePath: string,
  environment: Readonly<Record<string, string>>,
): string | undefined {
  const run = spawnSync(executablePath, ['--version'], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    timeout: versionTimeoutMs,
  });
  if (run.status === 0) return undefined;
  const reason = run.stderr?.trim().split('\n')[0];
  return reason || run.error?.message || `${run.signal ?? `exit code ${run.status}`}`;
}
