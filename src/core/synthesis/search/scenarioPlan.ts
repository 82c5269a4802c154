import { type InputExpression, type InputTrait, inputKey } from '../inputs/inputExpression';
import type { InputGenerator } from '../inputs/inputGenerator';
import type { LineRange, ParameterModel } from '../moduleModel';
import type { FunctionLookup } from './functionLookup';

/** Something a test can call, or read, with the knowledge to make its arguments. */
export interface Callable {
  /** `applyDiscount`, `ShoppingCart.add`; what focus and rejections name. */
  readonly subject: string;
  /** The `describe` its tests go into. */
  readonly unit: string;
  /**
   * `call` and `construct` stand alone (`path` is `parse` or `Money.of`); `method` and `read` need a receiver (`path` is the
   * member); `invoke` calls the receiver itself. A call that is made `on` another one has its result for a receiver.
   */
  readonly form: 'call' | 'construct' | 'method' | 'read' | 'invoke';
  readonly path: string;
  readonly exportNames: readonly string[];
  /** Where it stands in the source, if that is known. */
  readonly range: LineRange | undefined;
  readonly parameters: readonly ParameterModel[];
  readonly generator: InputGenerator;
  /** What the text says of functions that only show at run time. */
  readonly lookup: FunctionLookup;
  /** Arguments of calls in the documentation. */
  readonly examples: readonly (readonly string[])[];
}

/** A callable with its arguments. */
export interface PlannedCall {
  readonly callable: Callable;
  readonly arguments: readonly InputExpression[];
  /** The whole call as it stands in the documentation, in place of one made of callable and arguments. */
  readonly expression?: string;
  /** Inputs that stand in the expression already. */
  readonly before?: readonly InputExpression[];
  /** The call whose result is called here, in the same expression: `map(double)` of `map(double)(read)`. Default: the receiver. */
  readonly on?: PlannedCall;
  /** It is made so many times at once, and all are awaited together. Default: once. */
  readonly times?: number;
  /** It gives an iterator, all of whose items are taken: `[...call]`. */
  readonly isDrained?: true;
  /** What is special about one argument, with the name of the parameter in front. */
  readonly trait?: InputTrait;
  /** What a test waits for after the call. */
  readonly wait?: Wait;
}

export type Wait =
  /** The argument at `index` is called; its first argument is the result of the call, or all of them as a list. */
  | { readonly kind: 'callback'; readonly index: number; readonly takesAll: boolean }
  /** The receiver, or what was constructed (`emitter`), sends an event; its arguments are the result. */
  | { readonly kind: 'event'; readonly emitter: string; readonly event: string }
  /** Time passes on a fake clock. `isAsync`: the call gives a promise, which settles meanwhile. */
  | { readonly kind: 'time'; readonly durationMs: number; readonly isAsync: boolean };

/** A scenario before it is text: calls on a receiver, or one call that stands alone. */
export interface ScenarioPlan {
  readonly receiver?: Receiver;
  /** At least one; the last one is what is tested. */
  readonly calls: readonly PlannedCall[];
  /** Only to see what is asked of stand-ins among the arguments: no test comes of it. */
  readonly isQuestion?: boolean;
  /** The code looks at the date, which has to stand still. */
  readonly isDated?: true;
  /** The code leaves timers running, which a fake clock takes away with it. */
  readonly isTimed?: true;
  /** Events that have to happen before the test is over, so that nothing goes on after it. */
  readonly endings?: readonly Extract<Wait, { kind: 'event' }>[];
}

/** The same plan with other calls. */
export function withCalls(plan: ScenarioPlan, calls: readonly PlannedCall[]): ScenarioPlan {
  return { ...plan, calls };
}

export interface Receiver {
  readonly call: PlannedCall;
  /** Name of the constant. */
  readonly name: string;
}

/** The call that is tested. */
export function actOf(plan: ScenarioPlan): PlannedCall {
  const call = plan.calls.at(-1);
  if (!call) throw new RangeError('A plan has at least one call');
  return call;
}

export function allInputs(plan: ScenarioPlan): readonly InputExpression[] {
  return allCalls(plan).flatMap((call) => [...(call.before ?? []), ...call.arguments]);
}

/** Every call of a plan in the order in which they are made, those inside of others' expressions too. */
export function allCalls(plan: ScenarioPlan): readonly PlannedCall[] {
  return [...(plan.receiver ? [plan.receiver.call] : []), ...plan.calls].flatMap(chainOf);
}

function chainOf(call: PlannedCall): readonly PlannedCall[] {
  return call.on ? [...chainOf(call.on), call] : [call];
}

/** Text that is the same for plans that do the same. */
export function planKey(plan: ScenarioPlan): string {
  const { receiver, calls, isDated, isTimed, endings } = plan;
  const own = calls.map(callKey).join('; ');
  const whole = receiver ? `${callKey(receiver.call)}; ${own}` : own;
  return isDated || isTimed || endings ? JSON.stringify([whole, isDated, isTimed, endings]) : whole;
}

function callKey(call: PlannedCall): string {
  const { callable, arguments: inputs, before = [], on, expression, wait, isDrained } = call;
  const own = expression ?? `${callable.form} ${callable.path}(${inputs.map(inputKey).join(', ')})`;
  const prefix = `${isDrained ? '...' : ''}${on ? `${callKey(on)} ` : ''}${wait ? `${JSON.stringify(wait)} ` : ''}`;
  return before.length === 0 ? prefix + own : `${prefix}${before.map(inputKey).join(', ')} ${own}`;
}

/** How far the plan is from what a reader would write: calls, length and strange values count. Lower is better. */
export function readingCost(plan: ScenarioPlan): number {
  const inputs = allInputs(plan);
  const length = inputs.reduce((sum, input) => sum + input.code.length + input.setup.length * 30, 0);
  const strain = inputs.reduce((sum, input) => sum + input.strain, 0);
  const waits = plan.calls.filter(({ wait }) => wait).length + (plan.endings?.length ?? 0);
  const omission = isBare(actOf(plan)) ? 0.25 : 0;
  return 1 + 0.4 * (plan.calls.length - 1) + 0.2 * waits + length / 150 + strain * 0.5 + omission;
}

/** It is called without any argument although it needs some: what comes of that is rarely meant. */
function isBare({ callable, arguments: inputs, expression }: PlannedCall): boolean {
  if (inputs.length > 0 || expression !== undefined || callable.form === 'read') return false;
  return callable.parameters.some(({ isOptional, isRest }) => !isOptional && !isRest);
}
