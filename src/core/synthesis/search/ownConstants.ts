import type { InputExpression, SetupConstant } from '../inputs/inputExpression';
import { withNames } from '../writing/expressionText';
import { allCalls, type PlannedCall, type ScenarioPlan } from './scenarioPlan';

/** The list in which the only recorder of a plan keeps what it was called with. */
const onlyRecorder = 'received';

/** True for the list of a recorder, as `withOwnConstants` names it. */
export function isRecorderList(name: string): boolean {
  return name === onlyRecorder || /^\w+Calls$/.test(name);
}

/**
 * The plan with a constant of its own for every argument that needs one, so that two callbacks do not write into one list.
 * The same argument of repeated calls keeps one constant. Recorders are called after their parameters when there are several.
 */
export function withOwnConstants(plan: ScenarioPlan): ScenarioPlan {
  const slots = allCalls(plan).flatMap((call) =>
    call.arguments.flatMap((input, index) =>
      input.setup.map((constant) => ({ constant, key: keyOf(call, index) })),
    ),
  );
  if (slots.length === 0) return plan;
  const recorders = new Set(slots.filter(({ constant }) => constant.isInspected).map(({ key }) => key));
  return new ConstantNaming(recorders.size > 1).rename(plan);
}

class ConstantNaming {
  /** Whose each name is. */
  private readonly owners = new Map<string, string>();

  constructor(private readonly hasSeveralRecorders: boolean) {}

  rename(plan: ScenarioPlan): ScenarioPlan {
    const receiver = plan.receiver ? { ...plan.receiver, call: this.inCall(plan.receiver.call) } : undefined;
    const calls = plan.calls.map((call) => this.inCall(call));
    return receiver ? { ...plan, receiver, calls } : { ...plan, calls };
  }

  private inCall(call: PlannedCall): PlannedCall {
    const on = call.on ? { on: this.inCall(call.on) } : {};
    return {
      ...call,
      ...on,
      arguments: call.arguments.map((input, index) => this.inInput(input, call, index)),
    };
  }

  private inInput(input: InputExpression, call: PlannedCall, index: number): InputExpression {
    const key = keyOf(call, index);
    const names = new Map(
      input.setup.map((constant) => [constant.name, this.nameFor(constant, key, parameterName(call, index))]),
    );
    if ([...names].every(([old, own]) => old === own)) return input;
    const setup = input.setup.map((constant) => ({
      ...constant,
      name: names.get(constant.name) ?? constant.name,
      code: withNames(constant.code, names),
      ...(constant.uses && { uses: constant.uses.map((use) => withNames(use, names)) }),
    }));
    return { ...input, code: withNames(input.code, names), setup };
  }

  private nameFor({ name, isInspected }: SetupConstant, key: string, parameter: string): string {
    const wanted = isInspected ? (this.hasSeveralRecorders ? `${parameter}Calls` : onlyRecorder) : name;
    const owner = `${key}/${isInspected ? onlyRecorder : name}`;
    const stem = wanted.replace(/\d+$/, '');
    const options = [wanted, ...Array.from({ length: 20 }, (_, nth) => `${stem}${nth + 2}`)];
    const own = options.find((option) => (this.owners.get(option) ?? owner) === owner) ?? wanted;
    this.owners.set(own, owner);
    return own;
  }
}

/** The same for the same argument in another call of the same thing. */
function keyOf(call: PlannedCall, index: number): string {
  const { subject, form, path, range } = call.callable;
  return [subject, form, path, range?.startLine, parameterName(call, index), index].join('/');
}

function parameterName({ callable }: PlannedCall, index: number): string {
  const name = (callable.parameters[index] ?? callable.parameters.at(-1))?.name ?? 'callback';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : 'callback';
}
