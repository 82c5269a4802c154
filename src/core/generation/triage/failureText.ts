/** Ways in which frameworks begin the message of a failed assertion: node:assert and chai, Vitest, Jest. */
const assertionForms =
  /AssertionError|ERR_ASSERTION|^(?:Error: )?expect\(.*\)\.|\bExpected\b[\s\S]*\bReceived\b|\bexpected\b .* \bto\b|Expected values to be/i;

/** Did an assertion fail, and not the code that leads to it? */
export function isAssertionFailure(message: string): boolean {
  const first = message.trim().split('\n', 1)[0] ?? '';
  if (/^(?:TypeError|ReferenceError|SyntaxError|RangeError)\b/.test(first)) return false;
  return assertionForms.test(message);
}

const actualForms: readonly RegExp[] = [
  // Jest
  /^\s*Received(?: value)?:\s+(.+?)\s*$/m,
  // Vitest and chai: `expected NaN to be 3`, `expected undefined to deeply equal …`
  /\bexpected (.+?) (?:to|not to)\b/,
  // node:assert: `NaN !== 3` under `Expected values to be strictly equal:`
  /strictly equal:\s*\n+\s*(.+?) !==? /,
  /^\s*actual:\s+(.+?),?\s*$/m,
];

/** The value that was found, as the framework writes it; undefined when the message does not say. */
export function readActual(message: string): string | undefined {
  for (const form of actualForms) {
    const [, actual] = form.exec(message) ?? [];
    if (actual !== undefined) return actual.trim();
  }
  return undefined;
}
