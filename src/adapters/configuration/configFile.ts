import { readFileSync, statSync } from 'node:fs';
import * as z from 'zod/mini';
import { describeError } from '../../base/error';
import type { ConfigLayer } from '../../core/config/fleetConfig';
import { settingKeys } from '../../core/config/fleetConfig';
import { ConfigError } from '../../core/errors';

const maxSizeBytes = 1024 * 1024;
const settingsSchema = z.record(z.string(), z.unknown());

export interface ConfigFileOptions {
  /** Absolute. */
  readonly path: string;
  /** False: no such file means that nothing is set there. */
  readonly isRequired: boolean;
  /** Settings that this file must not contain, with the reason for the user. */
  readonly forbidden?: {
    readonly prefixes: readonly string[];
    /** May be switched off there, not on. */
    readonly onlyOff: readonly string[];
    readonly reason: string;
  };
}

/** A JSON file of settings, nested like the schema and read again whenever it has changed. */
export class ConfigFile {
  private known: { readonly version: string; readonly layer: ConfigLayer } | undefined;

  constructor(private readonly options: ConfigFileOptions) {}

  /**
   * The settings as the file has them now.
   * @throws ConfigError when the file is missing though required, is no JSON, or contains what is no setting.
   */
  layer(): ConfigLayer {
    const version = this.version();
    if (this.known?.version !== version) {
      this.known = { version, layer: this.toLayer(version === '' ? {} : this.read()) };
    }
    return this.known.layer;
  }

  /** Empty when there is no file. */
  private version(): string {
    const { path, isRequired } = this.options;
    const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
    if (!stats?.isFile()) {
      if (isRequired) throw this.error('', `The configuration file ${path} does not exist.`);
      return '';
    }
    if (stats.size > maxSizeBytes) throw this.error('', `${path} is too large for a configuration file.`);
    return `${stats.ino}-${stats.mtimeNs}-${stats.size}`;
  }

  private read(): Record<string, unknown> {
    const { path, forbidden } = this.options;
    let parsed: z.core.util.SafeParseResult<Record<string, unknown>>;
    try {
      parsed = settingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')));
    } catch (error) {
      throw this.error('', `${path} cannot be read: ${describeError(error)}.`);
    }
    if (!parsed.success) throw this.error('', `${path} is not an object of settings.`);
    for (const key of keysOf(parsed.data)) {
      if (forbidden?.prefixes.some((prefix) => key.startsWith(prefix))) {
        throw this.error(key, `${key} cannot be set in ${path}: ${forbidden.reason}.`);
      }
      if (forbidden?.onlyOff.includes(key) && valueAt(parsed.data, key) !== false) {
        throw this.error(key, `${key} can only be switched off in ${path}: ${forbidden.reason}.`);
      }
      if (!settingKeys.includes(key)) throw this.error(key, `${path} has no such setting: ${key}.`);
    }
    return parsed.data;
  }

  private toLayer(values: Record<string, unknown>): ConfigLayer {
    const { path } = this.options;
    return { values, nameOf: (key) => `${key} in ${path}`, hint: 'Correct it in that file.' };
  }

  private error(key: string, message: string): ConfigError {
    return new ConfigError(`agenticQe.${key}`, message, { hint: 'Correct it, or remove it.' });
  }
}

function valueAt(values: Record<string, unknown>, key: string): unknown {
  return key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], values);
}

/** Keys of all values, down to what is a setting or no object. */
function keysOf(value: Record<string, unknown>, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, child]) => {
    const key = prefix + name;
    const isSection = typeof child === 'object' && child !== null && !Array.isArray(child);
    return isSection && !settingKeys.includes(key)
      ? keysOf(child as Record<string, unknown>, `${key}.`)
      : [key];
  });
}
