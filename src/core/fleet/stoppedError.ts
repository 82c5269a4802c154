import { FleetError } from '../errors';

/** For whatever is asked of a fleet that has been stopped. */
export function stoppedError(): FleetError {
  return new FleetError('fleet-stopped', 'The fleet has been stopped.');
}
