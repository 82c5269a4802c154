import { renderCatalogue, toCatalogueRecords } from '../../core/reports/catalogueReport';
import type { CliHost } from './cliHost';
import { exitCodes } from './exitCodes';
import { type SettingsOptions, withServices } from './settingsOptions';

export interface ModelsOptions extends SettingsOptions {
  readonly format: 'text' | 'json';
}

/** Prints the models that can be chosen. @returns the exit code. @throws UsageError, ConfigError */
export async function showModels(options: ModelsOptions, host: CliHost): Promise<number> {
  return await withServices(options, host, async (services) => {
    const entries = services.catalogue();
    const text =
      options.format === 'json'
        ? JSON.stringify(toCatalogueRecords(entries), undefined, 2)
        : renderCatalogue(entries).join('\n');
    host.stdout.write(`${text}\n`);
    return exitCodes.done;
  });
}
