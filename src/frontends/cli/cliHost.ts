import type { UserSettings } from '../../core/config/userSettings';
import type { ConfirmSpending } from '../../core/generation/spendingPlan';
import type { Services } from '../../core/services';
import type { Terminal } from './terminal';

/** Where the settings of a command come from, beside the environment and the user's own file. */
export interface SettingsSources {
  /** Absolute. */
  readonly workspaceRoot: string;
  /** Absolute path of a file named on the command line. */
  readonly configPath?: string;
  /** Explicit options, nested like the settings. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Absent: for commands that pay nothing. */
  readonly confirmSpending?: ConfirmSpending;
}

/** What the process around the CLI brings. */
export interface CliHost {
  readonly version: string;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  createServices(sources: SettingsSources): Services;
  /** @throws ConfigError */
  openSettings(sources: Pick<SettingsSources, 'workspaceRoot' | 'configPath'>): UserSettings;
  /** Serves MCP until its client leaves. @param args of the server's own command line. @returns the exit code */
  serveMcp(args: readonly string[]): Promise<number>;
  /** Asks whoever sits at the terminal; undefined when nobody does. */
  readonly ask: ((question: string, signal: AbortSignal) => Promise<string>) | undefined;
  /**
   * Absolute path of a file or folder named on the command line, symbolic links resolved; undefined when there is none.
   * @param folder that a relative path starts from; default: the current folder
   */
  resolvePath(path: string, folder?: string): string | undefined;
  /** @param path absolute */
  isFolder(path: string): boolean;
  /** Workspace-relative path with forward slashes; undefined when the file lies outside the workspace. */
  relativePath(workspaceRoot: string, file: string): string | undefined;
  /**
   * Calls `listener` when the process is asked to end (Ctrl-C, closed terminal, kill); the second time it ends at once. Output
   * that nobody takes does not keep it then.
   */
  onInterrupt(listener: () => void): void;
}
