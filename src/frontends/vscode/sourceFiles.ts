const ignoredFolders = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  'coverage',
  '__tests__',
  '__mocks__',
]);
const sourceFile = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const ignoredFile =
  /\.d\.[cm]?ts$|\.min\.[cm]?js$|[.-](?:test|spec)\.(?:[cm]?[jt]s|[jt]sx)$|\.config\.[cm]?[jt]s$/;

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

export interface FoundSourceFiles {
  /** Paths relative to the start, with forward slashes, in alphabetical order within each folder. */
  readonly paths: readonly string[];
  /** True when there are more. */
  readonly isCut: boolean;
}

/**
 * Finds at most `limit` JavaScript and TypeScript files to test below a folder; tests, declarations, configurations, build
 * output, packages and dot-folders are left out.
 */
export async function findSourceFiles(
  listFolder: (relativePath: string) => Promise<readonly FolderEntry[]>,
  limit: number,
): Promise<FoundSourceFiles> {
  const paths: string[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = [...(await listFolder(folder))].sort((a, b) => (a.name < b.name ? -1 : 1));
    const subfolders: string[] = [];
    for (const { name, kind } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder') {
        if (!name.startsWith('.') && !ignoredFolders.has(name)) subfolders.push(path);
      } else if (sourceFile.test(name) && !ignoredFile.test(name)) {
        if (paths.length === limit) return { paths, isCut: true };
        paths.push(path);
      }
    }
    waiting.push(...subfolders.reverse());
  }
  return { paths, isCut: false };
}
