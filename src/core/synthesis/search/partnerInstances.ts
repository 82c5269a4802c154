import type { Random } from '../../../base/random';
import { ordinaryCall, otherCall, randomCall } from '../inputs/argumentLists';
import { composedInput, type InputExpression } from '../inputs/inputExpression';
import type { ValueShape } from '../moduleModel';
import type { Callable, PlannedCall, Receiver } from './scenarioPlan';

const mostChanges = 3;

/** Is another instance of the same class worth trying for the first argument: `a.equals(b)`, `a.concat(b)`? */
export function takesPartner({ form, parameters, generator }: Callable): boolean {
  const [first] = parameters;
  if (form !== 'method' || !first || first.isRest) return false;
  return !generator.scope.staysInType && mayBeObject(first.shape);
}

function mayBeObject(shape: ValueShape): boolean {
  switch (shape.kind) {
    case 'unknown':
    case 'object':
    case 'instance':
      return true;
    case 'union':
      return shape.options.some(mayBeObject);
    default:
      return false;
  }
}

/** Partners as one reads them: made anew, then after each change whose calls can be chained. */
export function* ordinaryPartners(
  { call }: Receiver,
  changes: readonly Callable[],
): Generator<InputExpression> {
  const unchanged = partnerOf(call, []);
  if (unchanged) yield unchanged;
  for (const change of changes)
    for (const made of [ordinaryCall(change), otherCall(change)]) {
      const partner = partnerOf(call, [made]);
      if (partner) yield partner;
    }
}

/** Undefined when an argument needs more than an expression. */
export function randomPartner(
  { call }: Receiver,
  changes: readonly Callable[],
  random: Random,
): InputExpression | undefined {
  const count = changes.length === 0 ? 0 : random.integer(mostChanges + 1);
  return partnerOf(
    call,
    Array.from({ length: count }, () => randomCall(random.pick(changes), random)),
  );
}

/** The call with the partner for its first argument. */
export function withPartner(call: PlannedCall, partner: InputExpression): PlannedCall {
  const { trait: _, ...rest } = call;
  return { ...rest, arguments: [partner, ...call.arguments.slice(1)] };
}

function partnerOf(construct: PlannedCall, changes: readonly PlannedCall[]): InputExpression | undefined {
  if (construct.expression !== undefined || construct.wait || construct.on) return undefined;
  const calls = [construct, ...changes];
  const inputs = calls.flatMap((call) => call.arguments);
  if (inputs.some(({ setup }) => setup.length > 0)) return undefined;
  const [made, ...chained] = calls.map(textOf);
  const partner = composedInput(inputs, () => [made, ...chained].join('.'));
  const exportNames = [...new Set([...construct.callable.exportNames, ...partner.exportNames])];
  return { ...partner, exportNames };
}

function textOf({ callable, arguments: inputs }: PlannedCall): string {
  const prefix = callable.form === 'construct' ? 'new ' : '';
  return `${prefix}${callable.path}(${inputs.map(({ code }) => code).join(', ')})`;
}
