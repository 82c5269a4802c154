import type { WorkspacePath } from '../../../../core/testing/workspace';
import { folderOf, joinPath } from '../../../../core/testing/workspacePath';
import { type FileDeclarations, indexDeclarations } from './fileDeclarations';
import { parseFile } from './parsedFile';

const fileLimit = 24;

/**
 * Files that types come from, read on demand: `find` answers at once with what was read so far and remembers what was asked
 * for; after `readWanted` the question can be asked again.
 */
export class SiblingFiles {
  private readonly known = new Map<WorkspacePath, FileDeclarations | undefined>();
  private readonly targets = new Map<string, WorkspacePath | undefined>();
  private readonly wanted = new Set<WorkspacePath>();
  private misses = 0;

  constructor(private readonly read: (path: WorkspacePath) => Promise<string | undefined>) {}

  /** The file that a relative specifier leads to; undefined when there is none, or not yet. */
  find(from: WorkspacePath, specifier: string): FileDeclarations | undefined {
    const target = this.targetOf(from, specifier);
    if (target === undefined) return undefined;
    if (!this.known.has(target)) {
      this.wanted.add(target);
      this.misses++;
    }
    return this.known.get(target);
  }

  /** The nearest file of that name, in the folder of `from` or one above it, whatever the case of its letters. */
  async readNearest(from: WorkspacePath, name: string): Promise<string | undefined> {
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      for (const spelling of [name, name.toLowerCase(), `${name.charAt(0)}${name.slice(1).toLowerCase()}`]) {
        const text = await this.read(joinPath(folder, spelling));
        if (text !== undefined) return text;
      }
      if (folder === folderOf(folder)) return undefined;
    }
  }

  /** How often a file was asked for that has not been read yet: an answer given while this rises is not the last word. */
  get missCount(): number {
    return this.misses;
  }

  /** @returns false when nothing new was wanted, or too many files have been read already. */
  async readWanted(): Promise<boolean> {
    const targets = [...this.wanted].slice(0, fileLimit - this.known.size);
    this.wanted.clear();
    for (const target of targets) this.known.set(target, await this.load(target));
    return targets.length > 0;
  }

  private targetOf(from: WorkspacePath, specifier: string): WorkspacePath | undefined {
    const question = `${from}\n${specifier}`;
    if (!this.targets.has(question)) this.targets.set(question, resolveTarget(from, specifier));
    return this.targets.get(question);
  }

  private async load(target: WorkspacePath): Promise<FileDeclarations | undefined> {
    for (const path of candidatePaths(target)) {
      const text = await this.read(path);
      if (text !== undefined) return indexDeclarations(parseFile(path, text));
    }
    return undefined;
  }
}

function resolveTarget(from: WorkspacePath, specifier: string): WorkspacePath | undefined {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return undefined;
  try {
    return joinPath(folderOf(from), specifier);
  } catch {
    return undefined; // It leads outside of the workspace, where we do not look.
  }
}

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.jsx', '.mjs', '.cjs'];

/** Where the module may be, best first: `a.js` stands for `a.ts` too, as in TypeScript's ES modules. */
function candidatePaths(target: WorkspacePath): readonly WorkspacePath[] {
  const written = /\.([cm]?)[jt]sx?$/.exec(target);
  if (!written) {
    return [
      ...extensions.map((extension) => target + extension),
      `${target}/index.ts`,
      `${target}/index.tsx`,
      `${target}/index.d.ts`,
      `${target}/index.js`,
    ];
  }
  const stem = target.slice(0, written.index);
  const flavour = written[1] ?? '';
  const sources = flavour === '' ? ['.ts', '.tsx', '.d.ts'] : [`.${flavour}ts`, `.d.${flavour}ts`];
  return [...new Set([...sources.map((extension) => stem + extension), target])];
}
