import { renderCatalogue, toCatalogueRecords } from '../../core/reports/catalogueReport';
import type { CliHost } from './cliHost';
import type { AnswerOptions } from './commandContext';
import { finishedRecord, toJsonText } from './commandRecord';
import { exitCodes } from './exitCodes';
import { type SettingsOptions, withServices } from './settingsOptions';

/** Prints the models that can be chosen. @returns the exit code. @throws UsageError, ConfigError */
export async function showModels(options: SettingsOptions & AnswerOptions, host: CliHost): Promise<number> {
  return await withServices(options, host, async (services) => {
    const entries = services.catalogue();
    const text =
      options.format === 'json'
        ? toJsonText(finishedRecord('models', exitCodes.done, { models: toCatalogueRecords(entries) }))
        : `${renderCatalogue(entries).join('\n')}\n`;
    host.stdout.write(text);
    return exitCodes.done;
  });
}
