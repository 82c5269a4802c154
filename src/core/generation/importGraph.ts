import { WorkspaceError } from '../errors';
import type { Workspace, WorkspacePath } from '../testing/workspace';
import { extensionOf, fileNameOf, folderOf, joinPath } from '../testing/workspacePath';
import { AliasedImports } from './aliasedImports';
import { importSpecifiers } from './importSpecifiers';

export type ImportReader = Pick<Workspace, 'readText' | 'list'>;

const sourceExtension = /^\.[cm]?[jt]sx?$/;
/** Modules with other things in them: their imports are written alike. */
const componentExtension = /^\.(?:vue|svelte|astro)$/;

const graphs = new WeakMap<ImportReader, ImportGraph>();

/** One graph for each opened workspace, which lives as long as a run: what was read once is not read again. */
export function importGraphOf(workspace: ImportReader): ImportGraph {
  const graph = graphs.get(workspace) ?? new ImportGraph(workspace);
  graphs.set(workspace, graph);
  return graph;
}

/** Which module of the workspace imports which: by relative paths, or by a name that the settings of the project give it. */
export class ImportGraph {
  private readonly readFiles = new Set<WorkspacePath>();
  private readonly importers = new Map<WorkspacePath, Set<WorkspacePath>>();
  private readonly folders = new Map<WorkspacePath, readonly string[]>();
  private readonly aliased: AliasedImports;

  constructor(private readonly reader: ImportReader) {
    this.aliased = new AliasedImports(reader);
  }

  /**
   * Files from which a chain of imports leads to `source`, as far as they are among the roots or can be reached from one by
   * relative paths. A root that imports nothing but types of it counts, too.
   */
  async importersOf(
    source: WorkspacePath,
    roots: readonly WorkspacePath[],
  ): Promise<ReadonlySet<WorkspacePath>> {
    await this.read(roots);
    const found = new Set<WorkspacePath>();
    const waiting = [source];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const byName = file === source ? await this.aliased.importersOf(source) : [];
      for (const importer of [...(this.importers.get(file) ?? []), ...byName]) {
        if (found.has(importer)) continue;
        found.add(importer);
        waiting.push(importer);
      }
    }
    return found;
  }

  private async read(roots: readonly WorkspacePath[]): Promise<void> {
    const isRoot = new Set(roots);
    const waiting = [...roots];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (this.readFiles.has(file)) continue;
      this.readFiles.add(file);
      const text = (await insideOnly(this.reader.readText(file))) ?? '';
      for (const specifier of importSpecifiers(text, { loading: !isRoot.has(file) })) {
        const isPath = /^\.{1,2}(?:\/|$)/.test(specifier);
        if (!isPath) this.aliased.add(specifier, file);
        const imported = await (isPath ? this.filesNamed(specifier, file) : this.filesMeant(specifier, file));
        for (const path of imported)
          this.importers.set(path, (this.importers.get(path) ?? new Set()).add(file));
        waiting.push(...imported);
      }
    }
  }

  private async filesMeant(specifier: string, importer: WorkspacePath): Promise<readonly WorkspacePath[]> {
    const targets = await this.aliased.targetsOf(specifier, folderOf(importer));
    const files = await Promise.all(targets.map((target) => this.filesAt(target)));
    return [...new Set(files.flat())];
  }

  private async filesNamed(specifier: string, importer: WorkspacePath): Promise<readonly WorkspacePath[]> {
    // What a bundler is to do with the file stands behind a question mark.
    const target = targetOf(specifier.replace(/[?#].*$/, ''), folderOf(importer));
    if (target === undefined || /(?:^|\/)node_modules(?:\/|$)/.test(target)) return [];
    return await this.filesAt(target);
  }

  /** Files that the path may mean: it may lack the extension, name that of the output, or be a folder's. */
  private async filesAt(target: WorkspacePath): Promise<readonly WorkspacePath[]> {
    const fileName = fileNameOf(target);
    const stem = withoutExtension(fileName);
    const names = (await this.namesIn(folderOf(target))).filter(
      (name) =>
        isNamed(name, fileName) ||
        isNamed(name, stem) ||
        (name === fileName && componentExtension.test(extensionOf(name))),
    );
    if (names.length > 0) return names.map((name) => joinPath(folderOf(target), name));
    const inFolder = await this.namesIn(target);
    return inFolder.filter((name) => isNamed(name, 'index')).map((name) => joinPath(target, name));
  }

  private async namesIn(folder: WorkspacePath): Promise<readonly string[]> {
    const known = this.folders.get(folder) ?? (await insideOnly(this.reader.list(folder))) ?? [];
    this.folders.set(folder, known);
    return known;
  }
}

/** A link may lead out of the workspace, to what is not of interest. */
async function insideOnly<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof WorkspaceError && error.code === 'workspace-path-outside') return undefined;
    throw error;
  }
}

/** Is it a source file of this name, whatever its extension? */
function isNamed(fileName: string, stem: string): boolean {
  return sourceExtension.test(extensionOf(fileName)) && withoutExtension(fileName) === stem;
}

function withoutExtension(fileName: string): string {
  const extension = extensionOf(fileName);
  return sourceExtension.test(extension) ? fileName.slice(0, -extension.length) : fileName;
}

/** Undefined for what leads outside the workspace. */
function targetOf(specifier: string, folder: WorkspacePath): WorkspacePath | undefined {
  try {
    return joinPath(folder, specifier);
  } catch {
    return undefined;
  }
}
