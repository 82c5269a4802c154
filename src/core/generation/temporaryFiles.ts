import type { Workspace, WorkspacePath } from '../testing/workspace';
import { folderOf } from '../testing/workspacePath';
import type { RunRecord, RunStore } from './runStore';

/** Test files that a run puts into the workspace while it judges, recorded before they exist so that a crash cannot hide them. */
export class TemporaryFiles {
  private readonly known = new Set<WorkspacePath>();
  private readonly live = new Set<WorkspacePath>();
  private readonly made = new Set<WorkspacePath>();

  /** @param record the run as it is now, asked for whenever it has to be saved */
  constructor(
    private readonly workspace: Workspace,
    private readonly runStore: RunStore,
    private readonly record: () => RunRecord,
  ) {}

  /** Every file that was ever written through here. */
  get paths(): readonly WorkspacePath[] {
    return [...this.known];
  }

  /** Folders that were not there before. */
  get newFolders(): readonly WorkspacePath[] {
    return [...this.made];
  }

  get wereUsed(): boolean {
    return this.known.size > 0;
  }

  /** @throws WorkspaceError `workspace-read-only` */
  async write(path: WorkspacePath, text: string): Promise<void> {
    this.live.add(path);
    if (!this.known.has(path)) {
      this.known.add(path);
      for (let folder = folderOf(path); folder !== '.' && !(await this.workspace.exists(folder)); ) {
        this.made.add(folder);
        folder = folderOf(folder);
      }
      await this.runStore.save(this.record());
    }
    await this.workspace.writeText(path, text);
  }

  /** Removes what is left of them; call it on every way out. @throws what one of them could not be removed for, after all others */
  async removeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const path of [...this.live]) {
      try {
        await this.workspace.remove(path, this.newFolders);
        this.live.delete(path);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
