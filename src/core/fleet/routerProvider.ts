import type { Logger } from '../../base/logger';
import type { FeatureFlags } from '../config/featureFlags';
import type { FleetConfig } from '../config/fleetConfig';
import type { ModelRouter } from '../routing/modelRouter';

export interface RouterProviderDependencies {
  readonly config: () => FleetConfig;
  readonly createRouter: (routing: FleetConfig['routing']) => ModelRouter;
  readonly logger: Logger;
}

/** The router while its feature is on: one for as long as the settings of routing stay the same. */
export class RouterProvider {
  private current: { readonly settings: string; readonly router: ModelRouter } | undefined;

  constructor(private readonly dependencies: RouterProviderDependencies) {}

  /** @throws ConfigError */
  routerFor(features: FeatureFlags): ModelRouter | undefined {
    if (!features.multiModelRouter) return undefined;
    const { config, createRouter, logger } = this.dependencies;
    const { routing } = config();
    const settings = JSON.stringify(routing);
    if (this.current?.settings !== settings) {
      this.current = { settings, router: createRouter(routing) };
      logger.info('ModelRouter initialized', { modelCount: this.current.router.models.length });
    }
    return this.current.router;
  }
}
