import type { Random } from '../../../base/random';
import { mutatedCall, randomCall, systematicCalls } from '../inputs/argumentLists';
import type { ParameterModel } from '../moduleModel';
import type { ObservedScenario, Showing } from './archive';
import { constantNameFor } from './localNames';
import { actOf, type Callable, type PlannedCall, type ScenarioPlan } from './scenarioPlan';
import type { ScenarioProposer } from './scenarioProposer';

const systematicLimit = 240;
const invokedResults = 4;

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
    if (plan.receiver) return;
    const act = actOf(plan);
    if (showed === 'point') this.fruitful.push(act);
    const outcome = observation.outcomes.at(-1);
    if (outcome?.status !== 'returned' || outcome.value.kind !== 'function') return;
    if (this.invoked.size < invokedResults) this.queue.push(...this.invocations(act));
  }

  private invocations(call: PlannedCall): ScenarioPlan[] {
    const key = call.arguments.map(({ code }) => code).join(', ');
    if (this.invoked.has(key)) return [];
    this.invoked.add(key);
    const { callable } = this;
    const parameters = callable.parameters
      .map(({ shape }) => shape)
      .find((shape) => shape.kind === 'function')?.parameters;
    const invoke: Callable = {
      ...callable,
      form: 'invoke',
      path: '',
      parameters: parameters ?? [unknownParameter],
    };
    const name = constantNameFor(
      /^(?:create|make|build)[A-Z]/.test(callable.path) ? callable.path : 'result',
      new Set([callable.path]),
    );
    const calls = [...systematicCalls(invoke, 8)];
    if (!parameters) calls.unshift({ callable: invoke, arguments: [] });
    const receiver = { call, name };
    return calls.flatMap((invocation) => [
      { receiver, calls: [invocation] },
      { receiver, calls: [invocation, invocation] },
      ...(calls[0] && calls[0] !== invocation ? [{ receiver, calls: [calls[0], invocation] }] : []),
    ]);
  }
}

const unknownParameter: ParameterModel = {
  name: 'value',
  shape: { kind: 'unknown' },
  isOptional: false,
  isRest: false,
};
