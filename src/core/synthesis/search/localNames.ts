import { isIdentifier } from '../writing/expressionText';

/** Words a constant cannot be called: reserved ones, and what test files use themselves. */
const takenWords = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'import in instanceof new null return super switch this throw true try typeof var void while with yield let static await ' +
    'async of undefined NaN Infinity arguments eval describe it test expect assert process require module exports'
  ).split(' '),
);

/** True when a test file can use the name for an export without hiding something it needs. */
export function isUsableName(name: string): boolean {
  return isIdentifier(name) && !takenWords.has(name);
}

/** `ShoppingCart` → `cart`, `createRateLimiter` → `limiter`: what a test calls a thing; never one of `taken`. */
export function constantNameFor(name: string, taken: ReadonlySet<string>): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  const last =
    words
      .filter((word) => !/^\d+$/.test(word))
      .at(-1)
      ?.toLowerCase() ?? 'instance';
  const whole = name.charAt(0).toLowerCase() + name.slice(1);
  const candidates = [last, whole, `${last}Instance`, 'instance', 'subject'];
  const free = candidates.find((candidate) => isUsableName(candidate) && !taken.has(candidate));
  return free ?? `${last}1`;
}

/** `src/order-number.js` → `orderNumber`: the local name for what a file exports without a name. */
export function localNameOfFile(fileName: string): string {
  const stem = fileName.replace(/\..*$/, '');
  const camel = stem.replace(
    /[^A-Za-z0-9$]+([A-Za-z0-9])?/g,
    (_all, next: string | undefined) => next?.toUpperCase() ?? '',
  );
  return isUsableName(camel) ? camel : 'subject';
}
