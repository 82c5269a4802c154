import type { ParameterModel } from '../moduleModel';
import { type InputExpression, inputOf } from './inputExpression';
import type { LambdaSlot } from './lambdaSlot';
import { signalName } from './signalParameter';

/** Functions that answer by the function they are given last: with a value, a failure, the end, or with one item after the other. */
export function callingBack({ shape, staysInType }: LambdaSlot): InputExpression[] {
  const { parameters } = shape;
  const last = parameters.at(-1);
  if (!last || staysInType || last.shape.kind !== 'function') return [];
  const names = parameters.map(({ name }, index) => (index === parameters.length - 1 ? 'callback' : name));
  const head = `(${names.join(', ')}) =>`;
  const [first] = names.slice(0, -1);
  const echo = inputOf(`${head} callback(null, ${first ?? "'done'"})`);
  const sources = [
    sourceOf(head, first, { last: 'true', trait: undefined }),
    sourceOf(head, first, { last: "new Error('boom')", trait: 'fails after two items' }),
  ];
  const answers = [
    inputOf(`${head} callback(true)`, 0.1, 'ends at once'),
    inputOf(`${head} callback(new Error('boom'))`, 0.2, 'fails'),
    inputOf(`${head} {}`, 0.3, 'never answers'),
  ];
  // Whoever gives a sign asks for the next item, again and again.
  const isAsked = names.length === 1 || isSign(parameters[0]);
  return isAsked ? [...sources, ...answers] : [echo, ...sources.slice(0, 1), ...answers];
}

function isSign(parameter: ParameterModel | undefined): boolean {
  if (!parameter) return false;
  const { name, shape } = parameter;
  const isLiteral =
    shape.kind === 'union' &&
    shape.options.every((option) => option.kind === 'literal' || option.kind === 'error');
  return isLiteral || signalName.test(name);
}

/** Gives one item after the other; a sign that it gets is its answer. */
function sourceOf(
  head: string,
  sign: string | undefined,
  end: { readonly last: string; readonly trait: string | undefined },
): InputExpression {
  const answers = [
    `${sign === undefined ? '' : `if (${sign}) callback(${sign});\n  else `}if (items.length > 0) callback(null, items.shift());`,
    `  else callback(${end.last});`,
  ];
  return {
    code: [`${head} {`, `  ${answers.join('\n')}`, '}'].join('\n'),
    exportNames: [],
    setup: [{ name: 'items', code: end.trait === undefined ? '[1, 2, 3]' : '[1, 2]', isInspected: false }],
    strain: end.trait === undefined ? 0 : 0.2,
    ...(end.trait === undefined ? {} : { trait: { path: '', state: end.trait } }),
  };
}
