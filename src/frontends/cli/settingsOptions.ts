import type { Services } from '../../core/services';
import type { CliHost } from './cliHost';
import { resolveConfigFile, resolveWorkspace } from './targets';

/** Options of every command that reads settings. */
export interface SettingsOptions {
  readonly workspace: string;
  /** File with settings. */
  readonly config?: string;
}

/** Puts the product together for one question and closes it afterwards. @throws UsageError, and what `ask` throws */
export async function withServices<T>(
  { workspace, config }: SettingsOptions,
  host: CliHost,
  ask: (services: Services, workspaceRoot: string) => Promise<T>,
): Promise<T> {
  const workspaceRoot = resolveWorkspace(workspace, host);
  const configPath = config === undefined ? undefined : resolveConfigFile(config, host);
  const services = host.createServices({ workspaceRoot, ...(configPath && { configPath }) });
  try {
    return await ask(services, workspaceRoot);
  } finally {
    await services.close();
  }
}
