import type { ModelConfig } from './modelConfig';
import type { RoutedWork } from './routedWork';

/** Whether a model can be used now for a task; if not, why, in one phrase. */
export type Availability = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Asked for each model before one is chosen. */
export type ModelAvailability = (model: ModelConfig, task: RoutedWork) => Availability;

/** Availability where no provider is set up: the embedded engine can always be used, and nothing else. */
export const onlyEmbedded: ModelAvailability = ({ provider }) =>
  provider === 'embedded' ? { ok: true } : { ok: false, reason: `no key is set up for ${provider}` };
