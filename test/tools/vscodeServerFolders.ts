import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeTemporaryDirectory, removeDirectory } from './temporaryDirectory';

export interface VsCodeServerFolderOptions {
  /** Contents of the user's settings.json; one that is there already stays as it is. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Fills the folder of installed extensions before the start. */
  readonly installExtensions?: (extensionsDirectory: string) => Promise<void>;
  /** Keeps settings, storage and extensions there. Absent: a temporary folder, removed on stop, with an empty home. */
  readonly dataDirectory?: string;
}

export interface VsCodeServerFolders {
  /** Folder with `user`, `server`, `extensions` and `server.log`. */
  readonly dataDirectory: string;
  /** What the server's environment needs for them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Removes what is temporary. */
  remove(): Promise<void>;
}

/** Makes the folders of a server and writes into them what the options ask for. */
export async function makeVsCodeServerFolders(
  options: VsCodeServerFolderOptions,
): Promise<VsCodeServerFolders> {
  const temporary = await makeTemporaryDirectory('vscode');
  const scratch = path.join(temporary, 'tmp');
  await mkdir(scratch, { mode: 0o700 });
  const dataDirectory = options.dataDirectory ?? temporary;
  const extensions = path.join(dataDirectory, 'extensions');
  const userSettings = path.join(dataDirectory, 'user', 'User', 'settings.json');
  await mkdir(extensions, { recursive: true });
  await mkdir(path.dirname(userSettings), { recursive: true });
  if (options.userSettings !== undefined) await writeIfMissing(userSettings, options.userSettings);
  await options.installExtensions?.(extensions);
  return {
    dataDirectory,
    environment: {
      ...scratchEnvironment(scratch),
      ...(options.dataDirectory === undefined ? await emptyHomeEnvironment(dataDirectory) : {}),
    },
    remove: () => removeDirectory(temporary),
  };
}

/** VS Code leaves sockets and folders behind there. On macOS the path would be too long for a socket's name (104 bytes). */
function scratchEnvironment(directory: string): Record<string, string> {
  if (process.platform === 'darwin') return {};
  if (process.platform === 'win32') return { TEMP: directory, TMP: directory };
  return { TMPDIR: directory, XDG_RUNTIME_DIR: directory };
}

/** And no extension gallery to ask: what a test sees depends neither on the person nor on the network. */
async function emptyHomeEnvironment(dataDirectory: string): Promise<Record<string, string>> {
  const home = path.join(dataDirectory, 'home');
  await mkdir(home, { recursive: true });
  return { HOME: home, USERPROFILE: home, EXTENSIONS_GALLERY: '{}' };
}

async function writeIfMissing(file: string, content: unknown): Promise<void> {
  try {
    await writeFile(file, JSON.stringify(content, undefined, 2), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
