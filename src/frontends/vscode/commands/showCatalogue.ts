import { renderCatalogue } from '../../../core/reports/catalogueReport';
import type { CommandContext } from '../commandContext';

/** Shows every model that can be chosen with its prices, and whether it can be used now. @throws ConfigError */
export async function showCatalogue({ services, keys, showDocument }: CommandContext): Promise<void> {
  await keys.load();
  await showDocument('Agentic QE Models.txt', `${renderCatalogue(services.catalogue()).join('\n')}\n`);
}
