import type { InputExpression } from './inputExpression';
import { type LambdaSlot, plainName } from './lambdaSlot';

/** A listener that keeps what it was called with, so that the test can see it. */
export function recorder(slot: LambdaSlot): InputExpression {
  const { names, pushed } = recordedNames(slot);
  return recording(`(${names.join(', ')}) => {\n  received.push(${pushed});\n}`);
}

/** Functions that keep what they were called with, and answer. */
export function recordingMappers(slot: LambdaSlot): InputExpression[] {
  const { names, pushed } = recordedNames(slot);
  const [only] = names;
  const given = only === undefined || only.startsWith('...') ? 'values.length' : only;
  const answer = (code: string): InputExpression => ({
    ...recording(`(${names.join(', ')}) => {\n  received.push(${pushed});\n  return ${code};\n}`),
    strain: 0.1,
  });
  return [answer(given), answer('false')];
}

function recording(code: string): InputExpression {
  return { code, exportNames: [], setup: [{ name: 'received', code: '[]', isInspected: true }], strain: 0 };
}

/** A single parameter is kept as it is, several as a list: how many there were is seen then, too. */
function recordedNames({ shape, staysInType }: LambdaSlot): {
  readonly names: readonly string[];
  readonly pushed: string;
} {
  const parameters = shape.parameters.filter((parameter) => !parameter.isRest).map(({ name }) => name);
  const [only] = parameters;
  if (parameters.length === 0 && shape.returns.kind !== 'unknown') return { names: [], pushed: "'called'" };
  if (parameters.length === 1 && only !== undefined) {
    const name = plainName(only);
    return { names: [name], pushed: name };
  }
  return staysInType && parameters.length > 1
    ? { names: parameters, pushed: `[${parameters.join(', ')}]` }
    : { names: ['...values'], pushed: 'values' };
}
