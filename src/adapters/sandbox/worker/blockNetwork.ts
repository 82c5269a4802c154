import { interceptNetwork } from '../../../base/node/interception/networkCalls';
import type { WorldGuard } from './worldGuard';

/** Blocks connecting, listening, sending and name resolution, always: a guard against accidents, not a boundary. */
export function blockNetwork(guard: WorldGuard): void {
  interceptNetwork(({ name, refuse }) => refuse(guard.block('network', name)));
}
