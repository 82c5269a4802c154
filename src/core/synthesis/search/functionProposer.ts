import type { Random } from '../../../base/random';
import { mutatedCall, ordinaryCall, randomCall, systematicCalls } from '../inputs/argumentLists';
import type { ParameterModel } from '../moduleModel';
import type { RuntimeFunction } from '../runtimeExports';
import type { ObservedValue } from '../scenario';
import type { ObservedScenario, Showing } from './archive';
import { constantNameFor } from './localNames';
import { callExpression } from './scenarioBuilder';
import { actOf, type Callable, type PlannedCall, type Receiver, type ScenarioPlan } from './scenarioPlan';
import type { ScenarioProposer } from './scenarioProposer';

const systematicLimit = 240;
/** Results of a function that are used further. */
const invokedResults = 12;
const callsPerUse = 14;

/** Tries a function: systematic arguments, then random ones and mutations of those that showed something; calls what it returns. */
export class FunctionProposer implements ScenarioProposer {
  private readonly systematic: Generator<PlannedCall>;
  private readonly queue: ScenarioPlan[] = [];
  private readonly fruitful: PlannedCall[] = [];
  private readonly invoked = new Set<string>();
  private isExhausted = false;

  constructor(
    private readonly callable: Callable,
    private readonly random: Random,
  ) {
    this.systematic = systematicCalls(callable, systematicLimit);
  }

  get isSystematic(): boolean {
    return this.queue.length > 0 || !this.isExhausted;
  }

  propose(): ScenarioPlan | undefined {
    const queued = this.queue.shift();
    if (queued) return queued;
    if (!this.isExhausted) {
      const next = this.systematic.next();
      if (!next.done) return { calls: [next.value] };
      this.isExhausted = true;
    }
    if (this.callable.parameters.length === 0) return undefined;
    const parent =
      this.fruitful.length > 0 && this.random.next() < 0.5 ? this.random.pick(this.fruitful) : undefined;
    return { calls: [parent ? mutatedCall(parent, this.random) : randomCall(this.callable, this.random)] };
  }

  learn(plan: ScenarioPlan, observation: ObservedScenario, showed: Showing): void {
    const act = actOf(plan);
    const outcome = observation.outcomes.at(-1);
    if (!plan.receiver && showed === 'point') this.fruitful.push(act);
    if (outcome?.status !== 'returned') return;
    const given = plan.receiver ? chained(plan.receiver, plan.calls) : act;
    if (!given || this.invoked.size >= invokedResults || (plan.receiver && showed === undefined)) return;
    this.queue.push(...this.usesOf(given, outcome.value));
  }

  /** Calls of what a call gave: the function itself, or the functions of an object. */
  private usesOf(call: PlannedCall, value: ObservedValue): ScenarioPlan[] {
    const isFunction = value.kind === 'function';
    const methods = isFunction || value.kind === 'inexpressible' ? value.methods : [];
    if (!isFunction && methods.length === 0) return [];
    const key = callExpression(call);
    if (this.invoked.has(key)) return [];
    this.invoked.add(key);
    const { callable } = this;
    const name = constantNameFor(
      /^(?:create|make|build)[A-Z]/.test(callable.path) ? callable.path : 'result',
      new Set([callable.path]),
    );
    const receiver = { call, name };
    const own: Callable[] = isFunction
      ? [{ ...callable, form: 'invoke', path: '', examples: [], ...this.textOf(value) }]
      : [];
    const members = methods.map(
      (method): Callable => ({
        ...callable,
        form: 'method',
        path: method.name,
        examples: [],
        ...callable.lookup.factsOf(method),
      }),
    );
    return [...own, ...members].flatMap((used) => usesIn(receiver, used, members));
  }

  /** What a returned function takes: as its text says, else what a function among the parameters takes. */
  private textOf(value: RuntimeFunction): Pick<Callable, 'parameters'> {
    const { lookup, parameters } = this.callable;
    if (lookup.of(value) || value.parameterNames.length > 0)
      return { parameters: lookup.factsOf(value).parameters };
    const expected = parameters.map(({ shape }) => shape).find((shape) => shape.kind === 'function');
    return { parameters: expected?.parameters ?? [unknownParameter] };
  }
}

/** Each call once, twice, and after another one. */
function usesIn(receiver: Receiver, used: Callable, members: readonly Callable[]): ScenarioPlan[] {
  const calls = [...systematicCalls(used, callsPerUse)];
  if (used.parameters.length > 0) calls.unshift({ callable: used, arguments: [] });
  const [first] = calls;
  const others = members.filter((member) => member !== used).slice(0, 4);
  return calls.flatMap((call, index) => [
    { receiver, calls: [call] },
    { receiver, calls: [call, call] },
    ...(first && first !== call ? [{ receiver, calls: [first, call] }] : []),
    ...(index < 2 ? others.map((other) => ({ receiver, calls: [ordinaryCall(other), call] })) : []),
  ]);
}

/** The call of what another call gave, as one: `map(double)(read)`; only where nothing else was called on it. */
function chained(receiver: Receiver, calls: readonly PlannedCall[]): PlannedCall | undefined {
  const [call, ...others] = calls;
  if (
    !call ||
    others.length > 0 ||
    call.callable.form !== 'invoke' ||
    (receiver.call.before ?? []).length > 0
  )
    return undefined;
  return {
    callable: { ...call.callable, form: 'call', path: callExpression(receiver.call) },
    arguments: call.arguments,
    before: receiver.call.arguments,
  };
}

const unknownParameter: ParameterModel = {
  name: 'value',
  shape: { kind: 'unknown' },
  isOptional: false,
  isRest: false,
};
