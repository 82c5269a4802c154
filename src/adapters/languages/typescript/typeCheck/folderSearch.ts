import path from 'node:path';
import ts from 'typescript';

type ReadDirectory = typeof ts.sys.readDirectory;

/** Not in the declarations of the compiler, whose version is fixed: how it finds files by `include` and `exclude`. */
interface FileMatcher {
  matchFiles(
    folder: string,
    extensions: readonly string[] | undefined,
    excludes: readonly string[] | undefined,
    includes: readonly string[] | undefined,
    useCaseSensitiveFileNames: boolean,
    currentDirectory: string,
    depth: number | undefined,
    getEntries: (folder: string) => { readonly files: string[]; readonly directories: string[] },
    realpath: (path: string) => string,
  ): string[];
}

const { matchFiles } = ts as unknown as FileMatcher;

/** One search that a config makes for its files. */
export class FolderSearch {
  constructor(private readonly query: Parameters<ReadDirectory>) {}

  /** Would it find the file, with an absolute path and forward slashes, if there were nothing else on the disk? */
  finds(file: string): boolean {
    const [folder, extensions, excludes, includes, depth] = this.query;
    const entriesOf = (parent: string): { files: string[]; directories: string[] } => {
      const prefix = parent.endsWith('/') ? parent : `${parent}/`;
      if (!file.startsWith(prefix)) return { files: [], directories: [] };
      const [name = '', ...below] = file.slice(prefix.length).split('/');
      return below.length === 0 ? { files: [name], directories: [] } : { files: [], directories: [name] };
    };
    const found = matchFiles(
      folder,
      extensions,
      excludes,
      includes,
      ts.sys.useCaseSensitiveFileNames,
      path.dirname(file),
      depth,
      entriesOf,
      (name) => name,
    );
    return found.length > 0;
  }
}
