import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { relativePathInside } from '../../../base/node/relativePathInside';
import { folderName } from '../../../core/synthesis/testTools';
import { Inexpressible, toStringLiteral } from './expressValue';

const mostFiles = 8;
const longestText = 2000;

/** The one folder that the code may write to. Each scenario that asks for a folder gets an empty one in it. */
export class OwnFolder {
  private scenarios = 0;
  private isUsed = false;
  private current: string | undefined;

  /** @param root absolute and real, so that no link leads out of it */
  constructor(private readonly root: string) {}

  /** True for paths that are all inside, links apart: there are none, because nobody may make them. */
  holds(paths: readonly string[]): boolean {
    const isInside = paths.every((one) => relativePathInside(this.root, path.resolve(one)) !== undefined);
    this.isUsed ||= isInside;
    return isInside;
  }

  /** `join(folder, 'data.json')` for a path in the scenario's folder. Throws `Inexpressible` for another one that is inside. */
  readonly expressPath = (text: string): string | undefined => {
    const { current, root } = this;
    if (!text.includes(root)) return undefined;
    const parts = current === undefined ? undefined : relativePathInside(current, text);
    if (parts === undefined || !path.isAbsolute(text)) throw new Inexpressible('names a temporary folder');
    if (parts === '') return folderName;
    return `join(${folderName}, ${toStringLiteral(parts)})`;
  };

  /** @returns the absolute path of the running scenario's own folder. */
  open(): string {
    this.isUsed = true;
    this.current = path.join(this.root, `scenario-${++this.scenarios}`);
    mkdirSync(this.current);
    return this.current;
  }

  /** Texts of the files in the scenario's folder, by their paths in it with forward slashes. */
  texts(): Readonly<Record<string, string>> {
    const { current } = this;
    if (current === undefined) return {};
    const texts: Record<string, string> = {};
    for (const entry of entriesOf(current)) {
      if (!entry.isFile() || Object.keys(texts).length >= mostFiles) continue;
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      const text = readFileSync(file, 'utf8');
      if (text.length > longestText || text.includes('\uFFFD') || text.includes('\0')) continue;
      texts[path.relative(current, file).split(path.sep).join('/')] = text;
    }
    return texts;
  }

  /** Removes what a scenario has left in it. */
  clear(): void {
    if (!this.isUsed) return;
    this.isUsed = false;
    this.current = undefined;
    for (const name of readdirSync(this.root))
      rmSync(path.join(this.root, name), { recursive: true, force: true });
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    // The code under observation has removed it.
    return [];
  }
}
