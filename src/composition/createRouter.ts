import type { FleetConfig } from '../core/config/fleetConfig';
import { ComplexityAnalyzer } from '../core/routing/complexityAnalyzer';
import { type Availability, onlyEmbedded } from '../core/routing/modelAvailability';
import type { ModelConfig } from '../core/routing/modelConfig';
import { ModelRouter, type ModelRouterOptions } from '../core/routing/modelRouter';
import { modelsFrom } from '../core/routing/modelsFrom';
import { policyFrom } from '../core/routing/routingPolicy';
import { lazyMeter } from './lazyMeter';

export interface RouterServices
  extends Pick<ModelRouterOptions, 'costs' | 'memoryStore' | 'eventBus' | 'logger' | 'clock'> {
  /** The `ModelProviders`; absent: nothing but the embedded engine can be used. */
  readonly providers?: { availabilityOf(model: ModelConfig): Availability };
}

/** A router under the given settings. @throws ConfigError for models that cannot be used as they are set */
export function createRouter(
  routing: FleetConfig['routing'],
  { providers, ...services }: RouterServices,
): ModelRouter {
  return new ModelRouter({
    ...services,
    models: modelsFrom(routing.models, routing.providers),
    defaultModel: routing.defaultModel,
    policy: policyFrom(routing),
    analyzer: new ComplexityAnalyzer({ meter: lazyMeter, weights: routing.complexity }),
    isAvailable: providers ? (model) => providers.availabilityOf(model) : onlyEmbedded,
  });
}
