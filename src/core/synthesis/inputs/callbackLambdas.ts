import type { ParameterModel } from '../moduleModel';
import { type InputExpression, inputOf } from './inputExpression';
import type { LambdaSlot } from './lambdaSlot';
import { signalName } from './signalParameter';

/** The list in which functions that answer later keep the callbacks. */
export const pendingName = 'pending';

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
    sourceOf(head, first, { items: '[1, 2, 3]', last: 'true' }),
    sourceOf(head, first, { items: '[1, 2]', last: "new Error('boom')", trait: 'fails after two items' }),
    sourceOf(head, first, { items: "['a', 'b', 'a']", last: 'true', trait: 'gives an item twice' }),
    sourceOf(head, first, { items: '[[1, 2], [3]]', last: 'true', trait: 'gives lists' }),
  ];
  const isAsked = names.length === 1 || isSign(parameters[0]);
  const answer = first === undefined || isSign(parameters[0]) ? "'done'" : first;
  const waiting: InputExpression = {
    ...inputOf(`${head} {\n  ${pendingName}.push(callback);\n}`, 0.2, 'answers later'),
    setup: [{ name: pendingName, code: '[]', isInspected: false }],
  };
  const answers = [
    waiting,
    inputOf(`${head} callback(true)`, 0.1, 'ends at once'),
    inputOf(`${head} callback(new Error('boom'))`, 0.2, 'fails'),
    inputOf(`${head} {}`, 0.3, 'never answers'),
  ];
  // Whoever gives a sign asks for the next item, again and again: what has no end would keep it for ever.
  if (isAsked) return [...sources, ...answers, lateSource(head, first)];
  const others = [
    inputOf(`${head} callback()`, 0.1),
    inputOf(
      `${head} {\n  callback(null, ${answer});\n  return callback(null, ${answer});\n}`,
      0.4,
      'answers twice',
    ),
    inputOf(
      `${head} {\n  queueMicrotask(() => callback(null, ${answer}));\n}`,
      0.3,
      'answers later by itself',
    ),
  ];
  return [echo, ...sources.slice(0, 1), ...answers, ...others];
}

/** Gives one item after the other, each after whoever asked has gone on. */
function lateSource(head: string, sign: string | undefined): InputExpression {
  const end = '(item ? null : true)';
  const lines = [
    `${head} {`,
    '  const item = items.shift();',
    `  queueMicrotask(() => callback(${sign === undefined ? end : `${sign} ?? ${end}`}, item));`,
    '}',
  ];
  return {
    ...inputOf(lines.join('\n'), 0.3, 'answers later by itself'),
    setup: [{ name: 'items', code: '[1, 2, 3]', isInspected: false }],
  };
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
  { items, last, trait }: { readonly items: string; readonly last: string; readonly trait?: string },
): InputExpression {
  const answers = [
    `${sign === undefined ? '' : `if (${sign}) callback(${sign});\n  else `}if (items.length > 0) callback(null, items.shift());`,
    `  else callback(${last});`,
  ];
  return {
    code: [`${head} {`, `  ${answers.join('\n')}`, '}'].join('\n'),
    exportNames: [],
    setup: [{ name: 'items', code: items, isInspected: false }],
    strain: trait === undefined ? 0 : 0.2,
    ...(trait === undefined ? {} : { trait: { path: '', state: trait } }),
  };
}
