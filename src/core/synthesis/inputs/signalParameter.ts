import type { ParameterModel, ValueShape } from '../moduleModel';
import { guessShape } from './shapeGuess';

/** Names of what says whether something is over, or went wrong. */
export const signalName = /^(?:end|ended|abort|aborted|err|error|close|closed|reason|stop)$/;

/** Nothing to tell, it is over, or it went wrong. */
const signalShape: ValueShape = {
  kind: 'union',
  options: [{ kind: 'literal', code: 'null' }, { kind: 'literal', code: 'true' }, { kind: 'error' }],
};

/** `end` of `(end, callback)` is no number: where a callback comes last, a first parameter of such a name is a sign. */
export function withSignal(parameters: readonly ParameterModel[]): readonly ParameterModel[] {
  const [first, ...others] = parameters;
  const last = others.at(-1);
  if (!first || !last || !signalName.test(first.name) || !isVague(first.shape) || !takesFunction(last))
    return parameters;
  return [{ ...first, shape: signalShape }, ...others];
}

/** Shapes that come from `if (end)` and the like. */
function isVague(shape: ValueShape): boolean {
  return shape.kind === 'unknown' || shape.kind === 'boolean';
}

function takesFunction({ name, shape }: ParameterModel): boolean {
  const known = shape.kind === 'unknown' ? guessShape(name) : shape;
  if (known?.kind === 'union') return known.options.some(({ kind }) => kind === 'function');
  return known?.kind === 'function';
}
