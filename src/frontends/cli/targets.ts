import type { WorkspacePath } from '../../core/testing/workspace';
import type { CliHost } from './cliHost';
import { UsageError } from './usageError';

/** Absolute path of the workspace folder. @throws UsageError when there is none */
export function resolveWorkspace(folder: string, host: CliHost): string {
  const workspaceRoot = host.resolvePath(folder);
  if (!workspaceRoot) throw new UsageError(`The workspace ${folder} does not exist.`);
  return workspaceRoot;
}

/** Absolute path of a file with settings. @throws UsageError when there is none */
export function resolveConfigFile(file: string, host: CliHost): string {
  const configPath = host.resolvePath(file);
  if (!configPath) throw new UsageError(`The configuration file ${file} does not exist.`);
  return configPath;
}

/** The files of the command line as paths in the workspace. @throws UsageError for one that is not there or outside */
export function resolveTargets(
  files: readonly string[],
  workspaceRoot: string,
  host: CliHost,
): readonly { readonly path: WorkspacePath }[] {
  return files.map((file) => {
    const absolute = host.resolvePath(file) ?? host.resolvePath(file, workspaceRoot);
    if (!absolute)
      throw new UsageError(`${file} exists neither in the current folder nor in ${workspaceRoot}.`);
    const path = host.relativePath(workspaceRoot, absolute);
    if (host.isFolder(absolute))
      throw new UsageError(
        `${file} is a folder. Name files in it, or all that differ with --changed <base>.`,
      );
    if (!path)
      throw new UsageError(
        `${file} lies outside the workspace ${workspaceRoot}. Name its folder with --workspace.`,
      );
    return { path };
  });
}
