import { setAt } from '../../core/config/environmentLayer';
import { settingKeys } from '../../core/config/fleetConfig';

/** The part of `vscode.WorkspaceConfiguration` that is read here. */
export interface SettingsSource {
  get(key: string): unknown;
  inspect(key: string):
    | {
        readonly globalValue?: unknown;
        readonly workspaceValue?: unknown;
        readonly workspaceFolderValue?: unknown;
      }
    | undefined;
}

/**
 * What the user has set of section `agenticQe`, nested like the schema: the workspace's value before the user's, as the editor
 * has it. What stands at its default is left out, so that the environment can have a say.
 */
export function readSettings(source: SettingsSource): unknown {
  const settings: Record<string, unknown> = {};
  for (const key of settingKeys) {
    const { globalValue, workspaceValue, workspaceFolderValue } = source.inspect(key) ?? {};
    if ([globalValue, workspaceValue, workspaceFolderValue].every((value) => value === undefined)) continue;
    // Not one of the three: a workspace that is not trusted, or a scope, may forbid what is written there.
    setAt(settings, key.split('.'), source.get(key));
  }
  return settings;
}
