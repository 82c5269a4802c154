import type { ParameterModel, ValueShape } from '../moduleModel';
import { memberOf } from '../writing/expressionText';
import { composedInput, type InputExpression, inputOf } from './inputExpression';

type FunctionShape = Extract<ValueShape, { kind: 'function' }>;

export interface LambdaSlot {
  /** Name of the parameter that takes the function. */
  readonly name: string;
  readonly shape: FunctionShape;
  /** An ordinary value of a shape, for what the function returns. */
  readonly valueFor: (shape: ValueShape, name: string, nth: number) => InputExpression;
  /** Only text that type-checks whatever the unknown types are. */
  readonly staysInType: boolean;
}

/** Functions as arguments: ordinary ones that fit the shape first, then ones that fail always or at first. */
export function lambdaInputs(slot: LambdaSlot): InputExpression[] {
  const { shape, name } = slot;
  const isAsync = shape.isAsync || shape.returns.kind === 'promise';
  const isListener =
    shape.returns.kind === 'undefined' ||
    /listener|handler|callback|^cb$|subscriber|observer|^on[A-Z]/.test(name);
  const isTask =
    isAsync ||
    (shape.returns.kind === 'unknown' && /task|operation|action|job|^fn$|^func$|request|work/.test(name));
  const ordinary =
    isListener && !isAsync ? [recorder(slot)] : isAsync ? asyncResults(slot) : syncResults(slot);
  if (isTask && !isAsync && !slot.staysInType) ordinary.push(inputOf("async () => 'done'", 0));
  return [
    ...callingBack(slot),
    ...ordinary,
    ...failing(isAsync),
    ...(isTask ? failingAtFirst(slot, isAsync || !slot.staysInType) : []),
  ];
}

/** Functions that answer by the function they are given last: with a value, a failure, the end, or with one item after the other. */
function callingBack({ shape, staysInType }: LambdaSlot): InputExpression[] {
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

function asyncResults(slot: LambdaSlot): InputExpression[] {
  const returns = promisedShape(slot.shape.returns);
  if (returns.kind === 'undefined') return [inputOf('async () => {}')];
  const shape: ValueShape = returns.kind === 'unknown' ? { kind: 'literal', code: "'done'" } : returns;
  const echo = echoing(slot, shape);
  if (echo.length > 0) return echo;
  const constant = [0, 1, 2].map((nth) => lambda('async () =>', slot.valueFor(shape, 'result', nth)));
  const varied = zeroed(shape, slot).map((value) => lambda('async () =>', value));
  return distinct([...constant, ...varied]);
}

/** Functions that give the object their parameter asks for: `async (sku) => ({ sku, available: 5 })`. */
function echoing(slot: LambdaSlot, shape: ValueShape): InputExpression[] {
  const [parameter] = slot.shape.parameters;
  if (!parameter || shape.kind !== 'object' || parameter.shape.kind !== 'string') return [];
  const echoed = shape.properties.find(({ name }) => name === parameter.name);
  if (!echoed) return [];
  const others = shape.properties.filter((property) => property !== echoed && !property.isOptional);
  const written = (codes: readonly string[]): string => {
    const fields = others.map((property, index) => `${property.name}: ${codes[index]}`);
    return `async (${parameter.name}) => ({ ${[parameter.name, ...fields].join(', ')} })`;
  };
  const usual = others.map((property) => slot.valueFor(property.shape, property.name, 0));
  const other = others.map((property) => sideValue(slot, property.shape, property.name, 1));
  // One answer out of several is different: what picks or sorts shows its work.
  const second = slot.valueFor(parameter.shape, parameter.name, 1);
  const mixed = others.map((_, index) =>
    composedInput(
      [second, other[index] ?? second, usual[index] ?? second],
      ([name, odd, even]) => `${parameter.name} === ${name} ? ${odd} : ${even}`,
    ),
  );
  return [
    composedInput(usual, written),
    ...(others.length === 1 ? [{ ...composedInput(mixed, written), strain: 0.1 }] : []),
    { ...composedInput(other, written), strain: 0.28 },
  ];
}

/** The second function of a kind shows the other side: nothing instead of something. */
function sideValue(slot: LambdaSlot, shape: ValueShape, name: string, nth: number): InputExpression {
  return nth > 0 && shape.kind === 'number' ? inputOf('0') : slot.valueFor(shape, name, nth);
}

function zeroed(shape: ValueShape, slot: LambdaSlot): InputExpression[] {
  if (shape.kind === 'number') return [inputOf('0', 0.2), inputOf('-1', 0.25)];
  if (shape.kind !== 'object') return [];
  const required = shape.properties.filter((property) => !property.isOptional);
  const values = required.map((property) => sideValue(slot, property.shape, property.name, 1));
  return [
    composedInput(
      values,
      (codes) => `{ ${required.map(({ name }, index) => `${name}: ${codes[index]}`).join(', ')} }`,
    ),
  ];
}

function syncResults(slot: LambdaSlot): InputExpression[] {
  const { shape, name } = slot;
  const parameters = shape.parameters;
  switch (shape.returns.kind) {
    case 'boolean':
      return predicates(slot);
    case 'number':
      return parameters.length >= 2 && sameKind(parameters) ? comparators(slot) : numberMappers(slot);
    case 'string':
      return textMappers(slot);
    case 'unknown':
      if (/compar|sorter/.test(name)) return comparators(slot);
      if (/predicate|filter|test|should|^is[A-Z]/.test(name)) return predicates(slot);
      if (/reduc/.test(name)) return reducers(slot);
      if (/key|iteratee|select|group|^by|mapper|transform/.test(name))
        return [...textMappers(slot), ...numberMappers(slot)];
      if (parameters.length === 0)
        return [inputOf("() => 'done'"), ...(slot.staysInType ? [] : numberMappers(slot))];
      return [...textMappers(slot), ...numberMappers(slot)];
    case 'function':
      return [lambda('() =>', slot.valueFor(shape.returns, name, 0))];
    default:
      return distinct([0, 1].map((nth) => lambda('() =>', slot.valueFor(shape.returns, 'result', nth))));
  }
}

function predicates(slot: LambdaSlot): InputExpression[] {
  const { argument, shape } = firstParameter(slot);
  const always = [inputOf('() => true', 0.1), inputOf('() => false', 0.1)];
  if (shape.kind === 'number') return [inputOf(`(${argument}) => ${argument} > 2`), ...always];
  if (shape.kind === 'string') return [inputOf(`(${argument}) => ${argument}.length > 5`), ...always];
  const property = propertyOf(shape, 'boolean') ?? propertyOf(shape, 'number');
  if (property) {
    const read = memberOf(argument, property.name);
    return [
      inputOf(`(${argument}) => ${property.shape.kind === 'boolean' ? read : `${read} > 2`}`),
      ...always,
    ];
  }
  if (!slot.staysInType) return [inputOf(`(${argument}) => ${argument} > 2`), ...always];
  return [inputOf(`(${argument}) => Number(${argument}) > 2`), ...always];
}

function comparators(slot: LambdaSlot): InputExpression[] {
  const { shape } = firstParameter(slot);
  const number = propertyOf(shape, 'number');
  const text = propertyOf(shape, 'string');
  if (shape.kind === 'number') return [inputOf('(a, b) => a - b'), inputOf('(a, b) => b - a')];
  if (shape.kind === 'string') return [inputOf('(a, b) => a.localeCompare(b)')];
  if (number) return [inputOf(`(a, b) => ${memberOf('a', number.name)} - ${memberOf('b', number.name)}`)];
  if (text)
    return [inputOf(`(a, b) => ${memberOf('a', text.name)}.localeCompare(${memberOf('b', text.name)})`)];
  return [inputOf(slot.staysInType ? '(a, b) => Number(a) - Number(b)' : '(a, b) => a - b')];
}

function numberMappers(slot: LambdaSlot): InputExpression[] {
  if (slot.shape.parameters.length === 0 && slot.staysInType)
    return [inputOf('() => 5'), inputOf('() => 0', 0.1)];
  const { argument, shape } = firstParameter(slot);
  const property = propertyOf(shape, 'number');
  if (property) return [inputOf(`(${argument}) => ${memberOf(argument, property.name)}`)];
  if (shape.kind === 'string') return [inputOf(`(${argument}) => ${argument}.length`)];
  if (shape.kind === 'number' || (shape.kind === 'unknown' && !slot.staysInType))
    return [inputOf(`(${argument}) => ${argument} * 2`)];
  return [inputOf(`(${argument}) => Number(${argument}) * 2`)];
}

function textMappers(slot: LambdaSlot): InputExpression[] {
  if (slot.shape.parameters.length === 0 && slot.shape.returns.kind === 'string')
    return [inputOf("() => 'done'"), inputOf("() => ''", 0.1)];
  const { argument, shape } = firstParameter(slot);
  const property = propertyOf(shape, 'string');
  if (property) return [inputOf(`(${argument}) => ${memberOf(argument, property.name)}`)];
  if (shape.kind === 'string') return [inputOf(`(${argument}) => ${argument}.toUpperCase()`)];
  return [inputOf(`(${argument}) => String(${argument})`)];
}

function reducers(slot: LambdaSlot): InputExpression[] {
  return [
    inputOf(slot.staysInType ? '(sum, value) => Number(sum) + Number(value)' : '(sum, value) => sum + value'),
  ];
}

/** A listener that keeps what it was called with, so that the test can see it. */
function recorder(slot: LambdaSlot): InputExpression {
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

function failing(isAsync: boolean): InputExpression[] {
  const code = `${isAsync ? 'async ' : ''}() => {\n  throw new Error('boom');\n}`;
  return [inputOf(code, 0.3, isAsync ? 'rejects' : 'throws')];
}

function failingAtFirst(slot: LambdaSlot, isAsync: boolean): InputExpression[] {
  const returns = promisedShape(slot.shape.returns);
  const result = returns.kind === 'unknown' ? inputOf("'done'") : slot.valueFor(returns, 'result', 0);
  const hasResult = returns.kind !== 'undefined';
  return [
    { failures: ['first'], state: 'fails once and then succeeds' },
    { failures: ['first', 'second'], state: 'fails twice and then succeeds' },
  ].map(({ failures, state }) => ({
    code: [
      `${isAsync ? 'async ' : ''}() => {`,
      '  const failure = failures.shift();',
      '  if (failure) throw failure;',
      ...(hasResult ? [`  return ${result.code};`] : []),
      '}',
    ].join('\n'),
    exportNames: result.exportNames,
    setup: [
      {
        name: 'failures',
        code: `[${failures.map((name) => `new Error('${name} failure')`).join(', ')}]`,
        isInspected: false,
      },
      ...result.setup,
    ],
    trait: { path: '', state },
    strain: 0.4,
  }));
}

function lambda(head: string, value: InputExpression): InputExpression {
  const verb = head.startsWith('async') ? 'resolves to' : 'returns';
  const input = composedInput(
    [value],
    ([code = '']) => `${head} ${code.startsWith('{') ? `(${code})` : code}`,
  );
  return value.code.length > 30 ? input : { ...input, trait: { path: '', state: `${verb} ${value.code}` } };
}

function firstParameter(slot: LambdaSlot): { readonly argument: string; readonly shape: ValueShape } {
  const [parameter] = slot.shape.parameters;
  return { argument: parameter?.name ?? 'value', shape: parameter?.shape ?? { kind: 'unknown' } };
}

function propertyOf(shape: ValueShape, kind: ValueShape['kind']) {
  if (shape.kind !== 'object') return undefined;
  return shape.properties.find((property) => property.shape.kind === kind && !property.isOptional);
}

function sameKind(parameters: readonly ParameterModel[]): boolean {
  return JSON.stringify(parameters[0]?.shape) === JSON.stringify(parameters[1]?.shape);
}

function promisedShape(shape: ValueShape): ValueShape {
  return shape.kind === 'promise' ? shape.value : shape;
}

function distinct(inputs: readonly InputExpression[]): InputExpression[] {
  return [...new Map(inputs.map((input) => [input.code, input])).values()];
}
