import type { Workspace, WorkspacePath } from '../testing/workspace';
import { folderOf, joinPath } from '../testing/workspacePath';
import { ModuleAliases } from './moduleAliases';

/** `cart`, `@shop/cart/money`, as another package of the same repository may be called; not `@/cart`, `~/cart`, `#cart`. */
const packageName = /^(?:@[\w.-]+\/)?[\w-][\w.-]*(?:\/|$)/;

/** Imports by names that are no relative paths, and what the projects around them say of such names. */
export class AliasedImports {
  /** By folder and specifier: what a name means depends on nothing else. */
  private readonly importers = new Map<WorkspacePath, Map<string, Set<WorkspacePath>>>();
  private readonly aliases = new Map<WorkspacePath, Promise<readonly ModuleAliases[]>>();

  constructor(private readonly reader: Pick<Workspace, 'readText'>) {}

  add(specifier: string, importer: WorkspacePath): void {
    const folder = folderOf(importer);
    const bySpecifier = this.importers.get(folder) ?? new Map<string, Set<WorkspacePath>>();
    this.importers.set(folder, bySpecifier);
    bySpecifier.set(specifier, (bySpecifier.get(specifier) ?? new Set()).add(importer));
  }

  /** What the projects around a folder say that a specifier stands for. */
  async targetsOf(specifier: string, folder: WorkspacePath): Promise<readonly WorkspacePath[]> {
    return (await this.aliasesAbove(folder)).flatMap((aliases) => aliases.targetsOf(specifier));
  }

  /** The files that name `source` directly. */
  async importersOf(source: WorkspacePath): Promise<readonly WorkspacePath[]> {
    const found: WorkspacePath[] = [];
    const own = await this.aliasesAbove(folderOf(source));
    for (const [folder, bySpecifier] of this.importers) {
      const around = await this.aliasesAbove(folder);
      for (const [specifier, importers] of bySpecifier) {
        // A package is known by its name to all others; its other aliases are its own business.
        const known = packageName.test(specifier) ? [...around, ...own] : around;
        if (known.some((aliases) => aliases.meaningOf(specifier, folder, source) === 'source'))
          found.push(...importers);
      }
    }
    return found;
  }

  /** Of the folder and all above it that are a package or have settings of the compiler. */
  private aliasesAbove(folder: WorkspacePath): Promise<readonly ModuleAliases[]> {
    const known = this.aliases.get(folder) ?? this.readAbove(folder);
    this.aliases.set(folder, known);
    return known;
  }

  private async readAbove(folder: WorkspacePath): Promise<readonly ModuleAliases[]> {
    const above = folder === '.' ? [] : await this.aliasesAbove(folderOf(folder));
    for (const name of ['package.json', 'tsconfig.json'])
      if ((await this.reader.readText(joinPath(folder, name))) !== undefined)
        return [await ModuleAliases.read(folder, this.reader), ...above];
    return above;
  }
}
