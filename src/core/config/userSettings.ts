import type { FleetConfig } from './fleetConfig';

/** The settings that hold somewhere, and the way to change them for the user, in a host without an editor. */
export interface UserSettings {
  /** @throws ConfigError */
  current(): FleetConfig;
  /** Where the value of a setting comes from, as the user knows it; undefined: it is the default. @throws ConfigError */
  originOf(key: string): string | undefined;
  /**
   * Sets it for the user, in all workspaces; what a workspace or an explicit file says still wins there.
   * @param key of `settingKeys`
   * @returns the absolute path of the file that holds it now. @throws ConfigError when that file cannot be read or written
   */
  set(key: string, value: unknown): Promise<string>;
}
