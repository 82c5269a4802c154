import * as z from 'zod/mini';
import type { MicroUsd } from './money';

const raiseSchema = z.object({
  id: z.string(),
  budgetType: z.enum(['daily', 'weekly', 'monthly', 'run', 'agent']),
  /** Id of the run or type of the agents whose budget it is. */
  scope: z.optional(z.string()),
  /** The limit from then on. */
  limitMicroUsd: z.int().check(z.minimum(1)),
  /** The limit before, earlier raises included. */
  limitBeforeMicroUsd: z.int().check(z.minimum(0)),
  /** Who raised it, as the host knows them, e.g. `editor` or `cli`. */
  raisedBy: z.string(),
  /** Milliseconds since the epoch. */
  raisedAtMs: z.int(),
});

/** Somebody allowed more to be spent, in the window that was current then and in no other. Kept as a record of who and when. */
export type BudgetRaise = z.output<typeof raiseSchema>;

/** Which budget is raised. */
export type RaisedWindow = Pick<BudgetRaise, 'budgetType' | 'scope'>;

/** What a user asks for. */
export interface RaiseRequest extends RaisedWindow {
  /** The new limit; above the present one. */
  readonly limitMicroUsd: MicroUsd;
  /** As the record is to name them, e.g. `editor` or `cli`. */
  readonly raisedBy: string;
}

/** Undefined for what is no raise. */
export function parseBudgetRaise(value: unknown): BudgetRaise | undefined {
  return raiseSchema.safeParse(value).data;
}
