/** What JSON can say. A property that is undefined is one that is left out. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

const maxDepth = 100;

/** What keeps a value from surviving JSON unchanged, e.g. `items[3].at is a Date`; undefined when nothing does. */
export function jsonProblemOf(value: unknown): string | undefined {
  const problem = problemOf(value, 0);
  return problem && `${`the value${problem.path}`.replace(/^the value\.?(?=\w)/, '')} ${problem.text}`;
}

interface Problem {
  readonly path: string;
  readonly text: string;
}

function problemOf(value: unknown, depth: number): Problem | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : { path: '', text: `is ${value}` };
    case 'object':
      return value === null ? undefined : problemInside(value, depth);
    case 'undefined':
      return { path: '', text: 'is undefined' };
    default:
      return { path: '', text: `is a ${typeof value}` };
  }
}

function problemInside(value: object, depth: number): Problem | undefined {
  if (depth >= maxDepth) return { path: '', text: `is nested more than ${maxDepth} deep, or holds itself` };
  if (Array.isArray(value)) {
    // By index, because `forEach` and the like pass over holes.
    for (let index = 0; index < value.length; index++) {
      const problem = problemOf(value[index], depth + 1);
      if (problem) return { ...problem, path: `[${index}]${problem.path}` };
    }
    return undefined;
  }
  if (!isPlainObject(value)) return { path: '', text: `is a ${value.constructor.name}` };
  for (const name of Object.keys(value)) {
    const property: unknown = Reflect.get(value, name);
    if (property === undefined) continue;
    const problem = problemOf(property, depth + 1);
    if (problem) return { ...problem, path: `.${name}${problem.path}` };
  }
  return undefined;
}

/** Made by `{}`, by a parser or without a prototype; also when it comes from another realm. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
