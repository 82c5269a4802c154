import type { FleetManager } from '../../core/fleet/fleetManager';

/**
 * Takes all features from tasks that have not started while the settings are changed so that new tasks do not get them again.
 * @param changeSettings what it resolves or rejects with is handed on
 */
export async function disableForGood<T>(
  fleet: Pick<FleetManager, 'disableAllFeatures'>,
  changeSettings: () => Promise<T>,
): Promise<T> {
  // Writing settings takes a while, in which what waits may start.
  fleet.disableAllFeatures();
  try {
    return await changeSettings();
  } finally {
    // What was submitted meanwhile may have read the settings as they were.
    fleet.disableAllFeatures();
  }
}
