import type { PropertyShape, ValueShape } from '../moduleModel';
import type { AskedQuestion } from '../scenario';

const unknown: ValueShape = { kind: 'unknown' };
const textOnly = new Set(
  (
    'charAt charCodeAt codePointAt split replace replaceAll trim trimStart trimEnd toLowerCase toUpperCase match matchAll ' +
    'substr substring startsWith endsWith padStart padEnd localeCompare normalize search repeat'
  ).split(' '),
);
const listOnly = new Set(
  (
    'push pop shift unshift splice map forEach filter reduce reduceRight sort reverse join every some find findIndex fill ' +
    'flat flatMap'
  ).split(' '),
);
const functionOnly = new Set(['apply', 'call', 'bind']);
/** Both have them, or everything has. */
const common = new Set(
  'constructor length indexOf lastIndexOf slice concat includes at toString valueOf hasOwnProperty isPrototypeOf call apply bind name'.split(
    ' ',
  ),
);
const dateOnly = /^(?:getTime|getFullYear|getMonth|getDate|toISOString|getDay|getHours)$/;

/** What a value may be, by what was asked of its stand-in, most telling first; nothing when nothing was asked. */
export function shapeFromQuestions(path: string, questions: readonly AskedQuestion[]): readonly ValueShape[] {
  const own = questions.filter((question) => question.path === path);
  if (own.length === 0) return [];
  const names = [...new Set(own.flatMap(({ kind, name }) => (kind === 'property' ? [name] : [])))];
  const has = (...kinds: AskedQuestion['kind'][]): boolean => own.some(({ kind }) => kinds.includes(kind));
  const options: ValueShape[] = [];
  const properties = names.filter(
    (name) => !textOnly.has(name) && !listOnly.has(name) && !common.has(name) && !dateOnly.test(name),
  );
  if (has('call') || names.some((name) => functionOnly.has(name)))
    options.push(functionShape(path, questions));
  // Code that looks at the class of a value does different things with different ones.
  if (names.includes('constructor'))
    options.push({ kind: 'regexp' }, anyFunction, { kind: 'string' }, { kind: 'number' });
  if (properties.length > 0) options.push(objectShape(path, properties, questions));
  if (names.some((name) => dateOnly.test(name))) options.push({ kind: 'date' });
  if (names.some((name) => textOnly.has(name)) || has('text')) options.push({ kind: 'string' });
  if (names.some((name) => listOnly.has(name)) || has('list')) options.push(listShape(path, questions));
  if (has('number', 'primitive')) options.push({ kind: 'number' });
  if (has('primitive')) options.push({ kind: 'string' });
  if (has('keys') && properties.length === 0) options.push({ kind: 'record', value: unknown });
  return options;
}

const anyFunction: ValueShape = { kind: 'function', parameters: [], returns: unknown, isAsync: false };
const sign: ValueShape = {
  kind: 'union',
  options: [
    { kind: 'literal', code: 'null' },
    { kind: 'literal', code: 'true' },
  ],
};

/** A function that takes what it was given, and gives what was asked of its result. */
function functionShape(path: string, questions: readonly AskedQuestion[]): ValueShape {
  const lists = questions.flatMap(({ path: called, kind, name }) =>
    called === path && kind === 'call' && name !== '' ? [name.split(',')] : [],
  );
  const longest = lists.reduce((a, b) => (b.length > a.length ? b : a), []);
  const parameters = longest.map((_, index) => {
    const kinds = lists.map((list) => list[index]);
    const isFunction = kinds.includes('function');
    const name = isFunction ? 'callback' : `value${index + 1}`;
    const shape = isFunction ? anyFunction : kinds.includes('sign') ? sign : unknown;
    return { name, shape, isOptional: false, isRest: false };
  });
  const [returns = unknown] = shapeFromQuestions(`${path}()`, questions);
  return { kind: 'function', parameters, returns, isAsync: false };
}

function objectShape(
  path: string,
  names: readonly string[],
  questions: readonly AskedQuestion[],
): ValueShape {
  const properties = names.map((name): PropertyShape => {
    const [first, ...others] = shapeFromQuestions(`${path}.${name}`, questions);
    const shape =
      first === undefined
        ? unknown
        : others.length === 0
          ? first
          : { kind: 'union' as const, options: [first, ...others] };
    return { name, shape, isOptional: true };
  });
  return { kind: 'object', properties };
}

function listShape(path: string, questions: readonly AskedQuestion[]): ValueShape {
  const [element] = shapeFromQuestions(`${path}.0`, questions);
  return { kind: 'array', element: element ?? unknown };
}
