import { callExpression } from './scenarioBuilder';
import type { Callable, PlannedCall, ScenarioPlan } from './scenarioPlan';

/** Calls that give one of a kind, before there are enough. */
export const mostGivers = 12;
/** Of calls that are made on the result of one call, so that other results get their turn. */
const mostGiversOnOne = 3;
const mostChainedGivers = 36;

/** Values that can be used in the same way: the same function of the source, or objects with the same functions. */
export interface KindOfValue {
  /** What was asked of stand-ins makes better ones of them. */
  callables: readonly Callable[];
  isAsked: boolean;
  readonly givers: PlannedCall[];
  /** Further ones, for when one turns out to be of no use. */
  readonly spare: PlannedCall[];
  readonly fruitful: ScenarioPlan[];
}

/** The same for the same function, whatever is known of its arguments. */
export function callableKey({ form, path, range, parameters }: Callable): string {
  return [form, path, range?.startLine ?? '', ...parameters.map(({ name }) => name)].join(' ');
}

/** True when further calls that give such a value are not worth a look. */
export function hasEnoughGivers({ givers }: KindOfValue, { on }: PlannedCall): boolean {
  if (!on) return givers.length >= mostGivers;
  const onOne = callExpression(on);
  const siblings = givers.filter((giver) => giver.on && callExpression(giver.on) === onOne);
  return givers.length >= mostChainedGivers || siblings.length >= mostGiversOnOne;
}

/** How many calls an expression like `map(double)(read)` is made of. */
export function depthOf({ on }: PlannedCall): number {
  return on ? depthOf(on) + 1 : 1;
}
