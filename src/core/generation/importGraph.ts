import type { Workspace, WorkspacePath } from '../testing/workspace';
import { extensionOf, folderOf, joinPath } from '../testing/workspacePath';

export type ImportReader = Pick<Workspace, 'readText'>;

/** Matches what follows `from`, `require(` and `import(`; text is enough here, a wrong hit costs one more test file to run. */
const specifierPattern = /(?:from\s*|require\(\s*|import\(\s*|import\s+)['"](\.{1,2}(?:\/[^'"]*)?)['"]/g;
const extensions = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];
/** Modules that are looked at for one test file: more are not worth the time. */
const mostModules = 2000;

/** Which module of the workspace imports which by a relative path. Files are read once. */
export class ImportGraph {
  private readonly imports = new Map<WorkspacePath, Promise<readonly WorkspacePath[]>>();
  private readonly texts = new Map<WorkspacePath, Promise<string | undefined>>();
  /** They are there, whether or not they have been read. */
  private readonly sources = new Set<WorkspacePath>();

  constructor(private readonly reader: ImportReader) {}

  /** Those of the files that import the source, directly or by way of others. */
  async importersOf(
    source: WorkspacePath,
    files: readonly WorkspacePath[],
  ): Promise<ReadonlySet<WorkspacePath>> {
    this.sources.add(source);
    const importers = new Set<WorkspacePath>();
    for (const file of files) if (await this.reaches(file, source)) importers.add(file);
    return importers;
  }

  private async reaches(file: WorkspacePath, source: WorkspacePath): Promise<boolean> {
    const seen = new Set([file]);
    const open = [file];
    for (let next = open.shift(); next !== undefined && seen.size < mostModules; next = open.shift()) {
      for (const imported of await this.importsOf(next)) {
        if (imported === source) return true;
        if (!seen.has(imported)) open.push(imported);
        seen.add(imported);
      }
    }
    return false;
  }

  private importsOf(file: WorkspacePath): Promise<readonly WorkspacePath[]> {
    const known = this.imports.get(file);
    if (known !== undefined) return known;
    const found = this.readImports(file);
    this.imports.set(file, found);
    return found;
  }

  private async readImports(file: WorkspacePath): Promise<readonly WorkspacePath[]> {
    const text = (await this.textOf(file)) ?? '';
    const imported: WorkspacePath[] = [];
    for (const [, specifier = ''] of text.matchAll(specifierPattern)) {
      const target = await this.resolve(folderOf(file), specifier);
      if (target !== undefined) imported.push(target);
    }
    return imported;
  }

  private async resolve(folder: WorkspacePath, specifier: string): Promise<WorkspacePath | undefined> {
    let path: WorkspacePath;
    try {
      path = joinPath(folder, specifier);
    } catch {
      // What leads outside the workspace is not of interest.
      return undefined;
    }
    for (const candidate of candidatesFor(path))
      if (this.sources.has(candidate) || (await this.textOf(candidate)) !== undefined) return candidate;
    return undefined;
  }

  /** Undefined: there is no such file. */
  private textOf(file: WorkspacePath): Promise<string | undefined> {
    const known = this.texts.get(file);
    if (known !== undefined) return known;
    const text = this.reader.readText(file);
    this.texts.set(file, text);
    return text;
  }
}

const graphs = new WeakMap<ImportReader, ImportGraph>();

/** One graph for each opened workspace, which lives as long as a run. */
export function importGraphOf(workspace: ImportReader): ImportGraph {
  const graph = graphs.get(workspace) ?? new ImportGraph(workspace);
  graphs.set(workspace, graph);
  return graph;
}

/** What a specifier may mean, in the order in which it is looked for: `./cart.js` may be written in `cart.ts`. */
function candidatesFor(path: WorkspacePath): readonly WorkspacePath[] {
  const extension = extensionOf(path);
  const isCode = extensions.includes(extension);
  const bare = isCode ? path.slice(0, -extension.length) : path;
  const others = extensions.filter((each) => each !== extension).map((each) => bare + each);
  if (isCode) return [path, ...others];
  return [...others, ...extensions.map((each) => joinPath(path, `index${each}`))];
}
