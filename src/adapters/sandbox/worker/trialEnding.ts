import { readText } from './observeError';

/** How a trial ended, in a word: two trials with different values may still show two behaviours. */
export function endingOfValue(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return endingOfNumber(value);
    case 'string':
      return value === '' ? "''" : 'text';
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : endingOfObject(value);
    default:
      return typeof value;
  }
}

export function endingOfError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return `threw ${typeof error}`;
  // Numbers, quoted parts and codes in messages vary with the input.
  const message = (readText(error, 'message') ?? '').slice(0, 200);
  return `threw ${readText(error, 'name') ?? ''} ${message.replace(/\d+|["'`].*?["'`]|\b[A-Z]{2,}\b/g, '#')}`;
}

function endingOfNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  if (!Number.isFinite(value)) return String(value);
  return value < 0 ? 'negative' : Number.isInteger(value) ? 'integer' : 'fraction';
}

function endingOfObject(value: object): string {
  try {
    if (Array.isArray(value)) return value.length === 0 ? '[]' : 'list';
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype) return Object.keys(value).length === 0 ? '{}' : 'object';
    const owner: unknown = Reflect.get(value, 'constructor');
    const name = typeof owner === 'function' ? String(owner.name) : 'object';
    // Fields that are not numbers, or hold nothing, are states of their own.
    const state = Object.keys(value)
      .slice(0, 6)
      .map((key) => {
        const field: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
        return typeof field === 'object' && field !== null
          ? Array.isArray(field)
            ? lengthOf(field)
            : 'o'
          : endingOfValue(field);
      });
    return `${name} ${state.join()}`;
  } catch {
    return 'opaque';
  }
}

function lengthOf(list: readonly unknown[]): string {
  return list.length === 0 ? '[]' : 'l';
}
