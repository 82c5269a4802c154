import type { Workspace, WorkspacePath } from '../testing/workspace';

/** Remembers what files contained when they were first looked at. */
export class FileSnapshot {
  private readonly texts = new Map<WorkspacePath, string | undefined>();

  constructor(private readonly workspace: Pick<Workspace, 'readText'>) {}

  /** Remembers the files that are not yet known. */
  async add(files: readonly WorkspacePath[]): Promise<void> {
    for (const file of files) if (!this.texts.has(file)) this.texts.set(file, await this.read(file));
  }

  /** Those that contain something else now, in the order in which they were added. */
  async changedFiles(): Promise<readonly WorkspacePath[]> {
    const changed: WorkspacePath[] = [];
    for (const [file, text] of this.texts) if ((await this.read(file)) !== text) changed.push(file);
    return changed;
  }

  /** A file that cannot be read is like one that is not there: whoever needs it says what is wrong. */
  private async read(file: WorkspacePath): Promise<string | undefined> {
    try {
      return await this.workspace.readText(file);
    } catch {
      return undefined;
    }
  }
}
