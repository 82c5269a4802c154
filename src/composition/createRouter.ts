import type { FleetConfig } from '../core/config/fleetConfig';
import type { CodeMeter } from '../core/routing/codeMeter';
import { ComplexityAnalyzer } from '../core/routing/complexityAnalyzer';
import { onlyEmbedded } from '../core/routing/modelAvailability';
import { ModelRouter, type ModelRouterOptions } from '../core/routing/modelRouter';
import { modelsFrom } from '../core/routing/modelsFrom';

/** A router under the given settings. */
export function createRouter(
  routing: FleetConfig['routing'],
  services: Pick<ModelRouterOptions, 'costs' | 'memoryStore' | 'eventBus' | 'logger' | 'clock'>,
): ModelRouter {
  return new ModelRouter({
    ...services,
    models: modelsFrom(routing.models),
    defaultModel: routing.defaultModel,
    analyzer: new ComplexityAnalyzer({ meter: lazyMeter, weights: routing.complexity }),
    isAvailable: onlyEmbedded,
  });
}

/** The compiler is megabytes: it is loaded with the first task that is routed. */
const lazyMeter: CodeMeter = {
  measure: async (path, text) => {
    const { createTypeScriptCodeMeter } = await import(
      '../adapters/languages/typescript/measures/typeScriptCodeMeter'
    );
    meter ??= createTypeScriptCodeMeter();
    return await meter.measure(path, text);
  },
};
let meter: CodeMeter | undefined;
