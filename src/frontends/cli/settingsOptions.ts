import type { Command } from 'commander';
import type { Services } from '../../core/services';
import type { CliHost } from './cliHost';
import { resolveConfigFile, resolveWorkspace } from './targets';

/** Options of every command that reads settings. */
export interface SettingsOptions {
  readonly workspace: string;
  /** File with settings. */
  readonly config?: string;
}

/** Options of every command that reads settings and works on no file. */
export function addSettingsOptions(command: Command): Command {
  return command
    .option('-w, --workspace <dir>', 'folder whose settings hold', '.')
    .option('-c, --config <file>', 'JSON file with settings, before those of the workspace and the user');
}

/** Where the settings are. @throws UsageError */
export function settingsSources(
  { workspace, config }: SettingsOptions,
  host: CliHost,
): { readonly workspaceRoot: string; readonly configPath?: string } {
  const workspaceRoot = resolveWorkspace(workspace, host);
  return { workspaceRoot, ...(config !== undefined && { configPath: resolveConfigFile(config, host) }) };
}

/** Puts the product together for one question and closes it afterwards. @throws UsageError, and what `ask` throws */
export async function withServices<T>(
  options: SettingsOptions,
  host: CliHost,
  ask: (services: Services, workspaceRoot: string) => Promise<T>,
): Promise<T> {
  const sources = settingsSources(options, host);
  const services = host.createServices(sources);
  try {
    return await ask(services, sources.workspaceRoot);
  } finally {
    await services.close();
  }
}
