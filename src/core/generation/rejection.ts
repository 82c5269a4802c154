import type { DropReason } from './receipt';

/** Why a candidate is not kept, by one filter. `detail`: one sentence that names what is at fault. */
export interface Rejection {
  readonly reason: DropReason;
  readonly detail: string;
}
