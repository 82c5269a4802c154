import { randomUUID } from 'node:crypto';
import { featuresOf } from '../core/config/featureFlagManager';
import type { FleetConfig } from '../core/config/fleetConfig';
import { windowsOf } from '../core/cost/budget';
import type { CostTracker } from '../core/cost/costTracker';
import { strongestModel } from '../core/cost/counterfactual';
import type { QETask } from '../core/fleet/task';
import type { GenerateTestsRequest } from '../core/generation/generateTestsRequest';
import type { ModelProviders } from '../core/languageModel/modelProviders';
import type { ModelConfig } from '../core/routing/modelConfig';
import type { ModelRouter } from '../core/routing/modelRouter';
import { modelsFrom } from '../core/routing/modelsFrom';
import { permissionOf, policyFrom } from '../core/routing/routingPolicy';
import type { Services } from '../core/services';
import { readTaskSources } from './readTaskSources';

export interface ReportDependencies {
  readonly config: () => FleetConfig;
  readonly costs: CostTracker;
  readonly providers: ModelProviders;
  /** The router of the tasks; undefined while they are not routed. */
  readonly currentRouter: () => ModelRouter | undefined;
  readonly createRouter: (routing: FleetConfig['routing']) => ModelRouter;
}

/** What front ends show of models and costs. */
export function createReports(
  dependencies: ReportDependencies,
): Pick<Services, 'catalogue' | 'explainRouting' | 'costReport'> {
  const { config, costs, providers, currentRouter, createRouter } = dependencies;
  return {
    catalogue: () => {
      const settings = config();
      const policy = policyFrom(settings.routing);
      return modelsUnder(settings).map((model) => {
        const availability = providers.availabilityOf(model);
        return { model, availability: availability.ok ? permissionOf(model, policy) : availability };
      });
    },
    explainRouting: async (request) => {
      const isRouterOn = featuresOf(config()).multiModelRouter;
      const router = (isRouterOn ? currentRouter() : undefined) ?? createRouter(config().routing);
      return { explanation: await router.explain(toTask(request), 'test-generator'), isRouterOn };
    },
    costReport: async (period) => {
      const strongest = strongestModel(modelsUnder(config()).filter((model) => isAllowed(model, config())));
      const [summary, status, cost] = await Promise.all([
        costs.getCosts(period),
        costs.budgetStatus(),
        strongest && costs.counterfactual(period, strongest),
      ]);
      const comparison = strongest && cost && { modelName: strongest.name, cost };
      return { summary, budgets: windowsOf(status), comparison };
    },
  };
}

function modelsUnder({ routing }: FleetConfig): readonly ModelConfig[] {
  return modelsFrom(routing.models, routing.providers);
}

function isAllowed({ name, aliases }: ModelConfig, { routing }: FleetConfig): boolean {
  const { allowedModels } = routing;
  return allowedModels.length === 0 || allowedModels.some((allowed) => [name, ...aliases].includes(allowed));
}

function toTask(request: GenerateTestsRequest): QETask {
  const { type } = request;
  const readSources = () => readTaskSources(request);
  return { id: `explain-${randomUUID()}`, type, priority: 'normal', request, readSources };
}
