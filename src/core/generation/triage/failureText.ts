/** A value that a framework writes as it stands in code. */
const primitive = String.raw`'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[+-]?(?:\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?n?|Infinity)|NaN|undefined|null|true|false`;

/** The first words of node:assert and chai (which Vitest uses), Jest, Vitest's `rejects`, and node:test where it tells no class. */
const assertionForms =
  /^(?:AssertionError\b|(?:JestAssertion)?Error: expect\(|Error: promise (?:resolved|rejected) |Expected values to be |Values have same structure )/;

const missingExceptionForms: readonly RegExp[] = [
  // node:assert
  /^AssertionError\b.*: Missing expected (?:exception|rejection)/,
  // Vitest
  /^AssertionError: .*expected function to throw an error, but it didn't/,
  /^Error: promise resolved .* instead of rejecting/,
  // Jest
  /^Received function did not throw$/m,
  /^Received promise resolved instead of rejected$/m,
  // chai
  /^AssertionError: .*expected \[Function[^\]]*\] to throw (?!.* but )/,
];

const timeoutForms: readonly RegExp[] = [
  // Vitest; its JSON report has the second one, an error that was made only for its stack.
  /^Error: Test timed out in /,
  /^Error: STACK_TRACE_ERROR(?=\n|$)/,
  // Jest, Mocha, node:test
  /^(?:Error: )?thrown: "Exceeded timeout of /,
  /^Error: Timeout of \d+ms exceeded\./,
  /^test timed out after /,
];

/** `Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'ws' imported from …`, `Cannot find module 'ws' from 'src/a.test.js'`. */
const missingPackage = /^(?:Error(?: \[\w+\])?: )?Cannot find (?:package|module) '[^.'/][^']*'/;

const actualForms: readonly RegExp[] = [
  // node:assert; a message of the test's author stands above it
  new RegExp(`^(${primitive}) !==? `, 'm'),
  new RegExp(String.raw`^\+ actual - expected\n\n\+ (${primitive})\n- `, 'm'),
  // Vitest and chai
  new RegExp(`^AssertionError: (?:.*: )?expected (${primitive}) to `),
  // Jest
  new RegExp(`^Received: +(${primitive})$`, 'm'),
];

const expectedForms: readonly RegExp[] = [
  new RegExp(`^(?:${primitive}) !==? (.+)$`, 'm'),
  /^AssertionError: .*? to (?:be|equal|(?:deeply|strictly) equal) (.+?)(?: \/\/ [\w.]+ equality)?$/m,
  /^Expected: +(?!not )(.+)$/m,
];

/** Did an assertion fail, and not the code that leads to it? */
export function isAssertionFailure(message: string): boolean {
  return assertionForms.test(message.trim());
}

/** Did an assertion fail because nothing was thrown? */
export function isMissingException(message: string): boolean {
  return missingExceptionForms.some((form) => form.test(message.trim()));
}

/** What of the surroundings made the test fail, in one sentence; undefined: nothing that the message tells. */
export function environmentFailure(message: string): string | undefined {
  const text = message.trim();
  if (timeoutForms.some((form) => form.test(text))) return 'It did not end within the time limit of a test.';
  return missingPackage
    .exec(text)?.[0]
    .replace(/^Error(?: \[\w+\])?: /, '')
    .concat('.');
}

/** The value that was found, as an expression, when it is a string, number, boolean or nothing; undefined when the message does not say. */
export function readActual(message: string): string | undefined {
  // Not even a string is the same as itself there.
  if (/^Received: serializes to the same string$/m.test(message)) return undefined;
  return firstGroup(actualForms, message)?.replace(/^\+/, '');
}

/** The value that was wanted, as the framework writes it; undefined when the message does not say. */
export function readExpected(message: string): string | undefined {
  return firstGroup(expectedForms, message);
}

/** Was a promise found, which nobody had waited for? */
export function isPromise(message: string): boolean {
  return /^(?:\+ |Received: +|AssertionError: (?:.*: )?expected )Promise ?\{/m.test(message);
}

/** Do two objects differ by their class, or by properties that are undefined, and by nothing else? */
export function isOfOtherClassOnly(message: string): boolean {
  const [, found, wanted] = /^AssertionError: (?:.*: )?expected (.+) to \w+ equal (.+)$/m.exec(message) ?? [];
  if (found !== undefined && wanted !== undefined) return plain(found) === plain(wanted);
  const linesWith = (sign: string): string =>
    message
      .split('\n')
      .filter((line) => line.startsWith(`${sign} `) && !/^(?:- Expected|\+ Received|\+ actual) /.test(line))
      .map((line) => plain(line.slice(2)))
      .filter((line) => !line.includes(':undefined'))
      .join('\n');
  const lines = linesWith('+');
  return lines !== '' && lines === linesWith('-');
}

/** Without names of classes and blanks. */
function plain(text: string): string {
  return text
    .replace(/[\w$]+ ?(?=\{)/g, '')
    .replace(/\s+/g, '')
    .replace(/,$/, '');
}

function firstGroup(forms: readonly RegExp[], message: string): string | undefined {
  for (const form of forms) {
    const [, group] = form.exec(message.trim()) ?? [];
    if (group !== undefined) return group.trim();
  }
  return undefined;
}
