import type { Disposable } from '../../base/disposable';
import type { FileCoverage } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';

/** What was measured of a file, and of which text. */
export interface MeasuredFile {
  readonly source: string;
  readonly coverage: FileCoverage;
}

/** Files that are remembered; the oldest goes. */
const mostFiles = 500;

/** The newest coverage of each source file that was measured in this process: what lenses and hovers show without running anything. */
export class MeasuredCoverage {
  private readonly files = new Map<string, MeasuredFile>();
  private readonly listeners = new Set<() => void>();

  note(workspaceRoot: string, source: string, coverage: FileCoverage): void {
    const key = keyOf(workspaceRoot, coverage.file);
    this.files.delete(key);
    this.files.set(key, { source, coverage });
    const [oldest] = this.files.keys();
    if (this.files.size > mostFiles && oldest !== undefined) this.files.delete(oldest);
    this.tell();
  }

  find(workspaceRoot: string, path: WorkspacePath): MeasuredFile | undefined {
    return this.files.get(keyOf(workspaceRoot, path));
  }

  /** The tests of the workspace are others now: nothing that was measured before holds. */
  forget(workspaceRoot: string): void {
    for (const key of [...this.files.keys()])
      if (key.startsWith(keyOf(workspaceRoot, ''))) this.files.delete(key);
    this.tell();
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

function keyOf(workspaceRoot: string, path: WorkspacePath): string {
  return `${workspaceRoot}\0${path}`;
}
