import { ProviderError } from '../../core/errors';
import { findModel, knownModels } from '../../core/routing/modelCatalog';
import type { Services } from '../../core/services';
import { UsageError } from './usageError';

/**
 * Checks before anything runs that the model named on the command line can be used: who names one does not want another.
 * @param name `auto` and undefined name none
 * @throws UsageError for a name that nobody knows, ProviderError `provider-not-set-up`
 */
export function assertModelUsable(
  name: string | undefined,
  { catalogue, providers }: Pick<Services, 'catalogue' | 'providers'>,
): void {
  if (name === undefined || name === 'auto') return;
  const model = findModel(
    catalogue().map((entry) => entry.model),
    name,
  );
  const known = model ?? findModel(knownModels, name);
  if (!known) throw new UsageError(`There is no model ${name}. The command models lists those there are.`);
  const availability = providers.availabilityOf(known);
  if (!availability.ok)
    throw new ProviderError('provider-not-set-up', `${name} cannot be used: ${availability.reason}.`);
}
