import { type InputExpression, inputOf } from './inputExpression';
import type { LambdaSlot } from './lambdaSlot';

/** Functions that answer by the function they are given last: with a value, a failure, the end, or with one item after the other. */
export function callingBack({ shape, staysInType }: LambdaSlot): InputExpression[] {
  const { parameters } = shape;
  const last = parameters.at(-1);
  if (!last || staysInType || last.shape.kind !== 'function') return [];
  const names = parameters.map(({ name }, index) => (index === parameters.length - 1 ? 'callback' : name));
  const head = `(${names.join(', ')}) =>`;
  const [first = 'undefined'] = names.length > 1 ? names : [];
  const items = { name: 'items', code: '[1, 2, 3]', isInspected: false };
  const source = [
    `${head} {`,
    ...(names.length > 1
      ? [`  if (${first}) callback(${first});`, '  else if (items.length === 0) callback(true);']
      : ['  if (items.length === 0) callback(true);']),
    '  else callback(null, items.shift());',
    '}',
  ].join('\n');
  return [
    { code: source, exportNames: [], setup: [items], strain: 0 },
    inputOf(`${head} callback(null, ${names.length > 1 ? first : "'done'"})`),
    inputOf(`${head} callback(true)`, 0.1, 'ends at once'),
    inputOf(`${head} callback(new Error('boom'))`, 0.2, 'fails'),
    inputOf(`${head} {}`, 0.3, 'never answers'),
  ];
}

/** A listener that keeps what it was called with, so that the test can see it. */
export function recorder(slot: LambdaSlot): InputExpression {
  const parameters = slot.shape.parameters
    .filter((parameter) => !parameter.isRest)
    .map((parameter) => parameter.name);
  const isUnspecified = parameters.length === 0 && slot.shape.returns.kind === 'unknown';
  const names = isUnspecified ? ['...values'] : parameters;
  const [only] = parameters;
  const pushed = isUnspecified
    ? 'values'
    : parameters.length === 1 && only
      ? only
      : parameters.length === 0
        ? "'called'"
        : `[${parameters.join(', ')}]`;
  return {
    code: `(${names.join(', ')}) => {\n  received.push(${pushed});\n}`,
    exportNames: [],
    setup: [{ name: 'received', code: '[]', isInspected: true }],
    strain: 0,
  };
}
