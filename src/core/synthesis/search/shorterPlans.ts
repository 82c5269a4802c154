import type { InputExpression } from '../inputs/inputExpression';
import type { PlannedCall, ScenarioPlan } from './scenarioPlan';
import { shorterLiterals } from './shorterLiterals';

const mostPerInput = 12;
/** Inputs of fewer characters are left as they are, unless a string in them is hard to read. */
const shortInput = 24;

/** Plans that read better because one input has less in it. Whether they still show the same is for whoever tries them. */
export function shorterPlans(plan: ScenarioPlan): readonly ScenarioPlan[] {
  const { receiver, calls } = plan;
  const ofReceiver = receiver
    ? shorterCalls(receiver.call).map((call) => ({ ...plan, receiver: { ...receiver, call } }))
    : [];
  const ofCalls = calls.flatMap((call, index) =>
    shorterCalls(call).map((shorter) => ({ ...plan, calls: calls.with(index, shorter) })),
  );
  return [...ofReceiver, ...ofCalls];
}

function shorterCalls(call: PlannedCall): readonly PlannedCall[] {
  const { callable, arguments: inputs, expression } = call;
  if (expression !== undefined) return [];
  const { staysInType } = callable.generator.scope;
  return inputs.flatMap((input, index) =>
    shorterInputs(input, staysInType).map((shorter) => ({ ...call, arguments: inputs.with(index, shorter) })),
  );
}

function shorterInputs(input: InputExpression, staysInType: boolean): readonly InputExpression[] {
  const { code, setup } = input;
  if (setup.length > 0 || /=>|\bfunction\b|`/.test(code)) return [];
  const codes = shorterLiterals(code, { keepsProperties: staysInType });
  const isWorthwhile = code.length > shortInput || /^['"\d-]/.test(code);
  const { trait: _, ...plain } = input;
  return (isWorthwhile ? codes : []).slice(0, mostPerInput).map((shorter) => ({
    ...plain,
    code: shorter,
    strain: Math.max(0, input.strain - 0.15),
  }));
}
