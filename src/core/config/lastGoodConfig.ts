import type { FleetConfig } from './fleetConfig';

/**
 * The settings as they are now or, while they are wrong, as they last were right. For work that began under good settings: what
 * is submitted under wrong ones is refused, but what is under way must not fail for a typing error.
 */
export function lastGoodConfig(config: () => FleetConfig): () => FleetConfig {
  let last: FleetConfig | undefined;
  return () => {
    try {
      last = config();
    } catch (error) {
      if (!last) throw error;
    }
    return last;
  };
}
