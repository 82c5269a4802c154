import { type InputExpression, inputOf } from '../inputs/inputExpression';
import type { ScenarioObservation, ScenarioTrace } from '../scenario';
import { constantNameFor } from './localNames';
import { callExpression, setupOf, stepCount } from './scenarioBuilder';
import { actOf, allCalls, allInputs, type PlannedCall, type ScenarioPlan, withCalls } from './scenarioPlan';

const callbackName = /^(?:cb|callback|done|next|fn|resolve|on[A-Z]\w*)$/;
/** Of one call, in one way, after the same had happened: what comes later of the same kind shows nothing new. */
const triesPerSign = 2;
/** Of one call, in one way, whatever had happened. */
const triesPerReason = 30;
/** The same of what is only read: it shows what others did. */
const triesPerRead = 4;
/** Of a class with so many calls and ways, each gets less. */
const mostKeys = 120;
const longestDurationMs = 24 * 3600 * 1000;

/**
 * Plans that wait: for a function among the arguments to be called, for an event that came after the call had returned, for
 * time to pass. They follow from what was seen without waiting.
 */
export class WaitingPlans {
  private readonly tries = new Map<string, number>();
  private sign = '';
  /** Events that instances send on their own, by the call that made them: no later call is the reason for them. */
  private readonly ownEvents = new Map<string, ReadonlySet<string>>();

  /** @param taken names that a constant for a new instance cannot have */
  constructor(private readonly taken: ReadonlySet<string>) {}

  after(plan: ScenarioPlan, observation: ScenarioObservation): readonly ScenarioPlan[] {
    const trace = observation.status === 'timed-out' ? undefined : observation.trace;
    this.sign = signOf(observation);
    return [
      ...this.callbackPlans(plan, observation),
      ...(trace ? [...this.eventPlans(plan, trace), ...this.clockPlans(plan, observation, trace)] : []),
    ].filter((one): one is ScenarioPlan => one !== undefined);
  }

  private callbackPlans(plan: ScenarioPlan, observation: ScenarioObservation): (ScenarioPlan | undefined)[] {
    const act = actOf(plan);
    const { callable, wait } = act;
    if (wait) {
      const outcome = observation.status === 'observed' ? observation.outcomes.at(-1) : undefined;
      const isEmpty =
        outcome?.status === 'returned' &&
        outcome.value.kind === 'expressible' &&
        /^(?:null|undefined)$/.test(outcome.value.code);
      // Where the first argument is for errors, the result is the second one.
      if (wait.kind !== 'callback' || wait.takesAll || !isEmpty) return [];
      return [
        this.unlessTried('all', act, () => withAct(plan, { ...act, wait: { ...wait, takesAll: true } })),
      ];
    }
    const index = callable.parameters.findIndex(
      ({ name, shape, isRest }) => !isRest && (callbackName.test(name) || shape.kind === 'function'),
    );
    if (index < 0 || callable.form === 'construct' || index > act.arguments.length) return [];
    const given = act.arguments[index];
    // What answers by itself asks the function for something instead of telling it the result.
    if (!callbackName.test(callable.parameters[index]?.name ?? '') && hasAnswered(plan, observation))
      return [];
    // A function that gives something, or that the test looks into, is another matter.
    const isListener = !given || given.setup.some(({ isInspected }) => isInspected);
    if (!isListener) return [];
    const settled = [...act.arguments.slice(0, index), inputOf('resolve'), ...act.arguments.slice(index + 1)];
    return [
      this.unlessTried('callback', act, () =>
        withAct(plan, { callable, arguments: settled, wait: { kind: 'callback', index, takesAll: false } }),
      ),
    ];
  }

  private eventPlans(plan: ScenarioPlan, { events }: ScenarioTrace): (ScenarioPlan | undefined)[] {
    const act = actOf(plan);
    if (act.wait) return [];
    const emitter = plan.receiver?.name ?? (act.callable.form === 'construct' ? this.nameOf(act) : undefined);
    if (emitter === undefined) return [];
    const actStep = lastStepOf(plan);
    const emitterStep = plan.receiver ? stepsBefore(plan) + stepCount(plan.receiver.call) - 1 : actStep;
    const late = events.filter(
      (event) => event.isLate && event.step >= actStep && isStepOf(event.emitterStep, emitterStep, plan),
    );
    const own = plan.receiver && this.ownEvents.get(callExpression(plan.receiver.call));
    const names = [...new Set(late.map(({ name }) => name))].filter((name) => !own?.has(name));
    if (!plan.receiver) this.ownEvents.set(callExpression(act), new Set(names));
    return names.map((event) =>
      this.unlessTried(`event ${event}`, act, () =>
        withAct(plan, { ...act, wait: { kind: 'event', emitter, event } }),
      ),
    );
  }

  private clockPlans(
    plan: ScenarioPlan,
    observation: ScenarioObservation,
    { clock }: ScenarioTrace,
  ): (ScenarioPlan | undefined)[] {
    if (!clock) return [];
    const act = actOf(plan);
    const outcome = observation.status === 'observed' ? observation.outcomes.at(-1) : undefined;
    const isAsync =
      observation.status === 'pending' || (outcome?.status !== 'not-reached' && outcome?.isPromise === true);
    const dated = clock.readsDate ? { ...plan, isDated: true as const } : plan;
    const passing = (durationMs: number, earlier: boolean): ScenarioPlan | undefined => {
      if (durationMs < 1 || durationMs > longestDurationMs) return undefined;
      const wait = { kind: 'time' as const, durationMs, isAsync };
      const before = dated.calls.at(-2);
      if (!earlier) return act.wait ? undefined : withAct(dated, { ...act, wait });
      if (!before || before.wait || dated.calls.length < 2) return undefined;
      const passed = { ...before, wait: { ...wait, isAsync: false } };
      return withCalls(dated, [...dated.calls.slice(0, -2), passed, act]);
    };
    const plans: (ScenarioPlan | undefined)[] = [];
    if (clock.readsDate && !plan.isDated) plans.push(this.unlessTried('date', act, () => dated));
    const open = clock.openTimersMs;
    if (clock.waitedMs > 0) plans.push(this.unlessTried('waited', act, () => passing(clock.waitedMs, false)));
    for (const durationMs of new Set([open[0], open.at(-1)])) {
      if (durationMs === undefined) continue;
      // What is called later shows in a recorder.
      plans.push(
        this.unlessTried('recorded timer', act, () => {
          const passed = passing(durationMs, false);
          return passed && recordingCalls(passed);
        }),
      );
      plans.push(this.unlessTried('timer', act, () => passing(durationMs, false)));
    }
    // What was set before may have run out by now.
    const spans = new Set([...clock.delaysMs.slice(0, 2), ...numbersIn(plan)].flatMap((ms) => [ms, ms + 1]));
    for (const durationMs of spans)
      plans.push(
        this.unlessTried(`earlier ${plan.calls.at(-2)?.callable.subject}`, act, () =>
          passing(durationMs, true),
        ),
      );
    return plans;
  }

  private unlessTried(
    reason: string,
    { callable }: PlannedCall,
    make: () => ScenarioPlan | undefined,
  ): ScenarioPlan | undefined {
    const key = `${reason}: ${callable.subject}/${callable.form}`;
    const ofSign = `${key}: ${this.sign}`;
    const tries = this.tries.get(key) ?? 0;
    const triesOfSign = this.tries.get(ofSign) ?? 0;
    const isLarge = this.tries.size > mostKeys;
    const most = callable.form === 'read' || isLarge ? triesPerRead : triesPerReason;
    if (tries >= most || triesOfSign >= triesPerSign) return undefined;
    const plan = make();
    if (plan) {
      this.tries.set(key, tries + 1);
      this.tries.set(ofSign, triesOfSign + 1);
    }
    return plan;
  }

  private nameOf({ callable }: PlannedCall): string {
    return constantNameFor(callable.path, this.taken);
  }
}

function hasAnswered(plan: ScenarioPlan, observation: ScenarioObservation): boolean {
  const outcome = observation.status === 'observed' ? observation.outcomes[lastStepOf(plan)] : undefined;
  if (outcome?.status !== 'returned') return false;
  return !(outcome.value.kind === 'expressible' && outcome.value.code === 'undefined');
}

/** The same for scenarios in which the same happened. */
function signOf(observation: ScenarioObservation): string {
  if (observation.status === 'observed') return observation.points.join();
  if (observation.status !== 'crashed') return observation.status;
  return observation.message.replace(/\d+|["'`{[].*/g, '#').slice(0, 60);
}

/** The plan with a recorder in place of the function that is called when its time has come. */
function recordingCalls(plan: ScenarioPlan): ScenarioPlan | undefined {
  if (allInputs(plan).some(({ setup }) => setup.length > 0)) return undefined;
  const isFunction = ({ code }: InputExpression): boolean => /^\([\w, ]*\) => /.test(code);
  const call = allCalls(plan).find(({ arguments: inputs }) => inputs.some(isFunction));
  if (!call) return undefined;
  const index = call.arguments.findIndex(isFunction);
  const recorded = { ...call, arguments: call.arguments.with(index, recordingFunction) };
  if (plan.receiver?.call === call) return { ...plan, receiver: { ...plan.receiver, call: recorded } };
  return withCalls(
    plan,
    plan.calls.map((one) => (one === call ? recorded : one)),
  );
}

const recordingFunction: InputExpression = {
  code: '(...values) => {\n  received.push(values);\n}',
  exportNames: [],
  setup: [{ name: 'received', code: '[]', isInspected: true }],
  strain: 0,
};

function withAct(plan: ScenarioPlan, act: PlannedCall): ScenarioPlan {
  return withCalls(plan, [...plan.calls.slice(0, -1), act]);
}

/** Durations among the arguments: how long something is to hold. */
function numbersIn(plan: ScenarioPlan): number[] {
  const codes = allCalls(plan).flatMap((call) => call.arguments.map(({ code }) => code));
  const numbers = codes.flatMap((code) =>
    /[=>(]/.test(code) ? [] : (code.match(/(?<![\w.'"])\d+(?![\w.'"])/g) ?? []),
  );
  return [...new Set(numbers.map(Number))].filter((value) => value >= 1).slice(0, 3);
}

/** Steps before the receiver. */
function stepsBefore(plan: ScenarioPlan): number {
  return setupOf(plan).reduce((sum, { uses = [] }) => sum + 1 + uses.length, 0);
}

/** Index of the step of the act, without what is waited for after it. */
function lastStepOf(plan: ScenarioPlan): number {
  const calls = allCalls(plan);
  return stepsBefore(plan) + calls.reduce((sum, call) => sum + stepCount(call), 0) - 1;
}

/** A receiver that is waited for has two steps; the first one gave it. */
function isStepOf(emitterStep: number, expected: number, { receiver }: ScenarioPlan): boolean {
  return emitterStep === expected || (receiver?.call.wait?.kind === 'event' && emitterStep === expected - 1);
}
