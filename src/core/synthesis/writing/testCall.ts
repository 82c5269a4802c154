import type { TestStyle } from '../../generation/candidate';
import { quoted } from './expressionText';

export interface TestCallOptions {
  /** Limit of the test; undefined: that of the project. */
  readonly timeoutMs: number | undefined;
  /** The test shows that the code is wrong. */
  readonly isExpectedToFail: boolean;
}

/** What stands around the function of a test. */
export interface TestCall {
  /** Lines above it. */
  readonly comment: readonly string[];
  /** From `it` to the function. */
  readonly head: string;
  /** From the function to the end of the statement. */
  readonly tail: string;
}

/** The statement of a test in the form of its framework. */
export function testCall(title: string, style: TestStyle, options: TestCallOptions): TestCall {
  const { timeoutMs, isExpectedToFail } = options;
  const text = quoted(title, style.quote);
  const end = style.semicolons ? ';' : '';
  const lastArgument = timeoutMs === undefined ? '' : `, ${timeoutMs}`;
  switch (style.framework) {
    case 'vitest':
      return plain(`it${isExpectedToFail ? '.fails' : ''}(${text}, `, `${lastArgument})${end}`);
    case 'jest':
      return plain(`it${isExpectedToFail ? '.failing' : ''}(${text}, `, `${lastArgument})${end}`);
    case 'mocha': {
      const limit = timeoutMs === undefined ? '' : `.timeout(${timeoutMs})`;
      if (!isExpectedToFail) return plain(`it(${text}, `, `)${limit}${end}`);
      return { comment: [skipReason], head: `it.skip(${text}, `, tail: `)${limit}${end}` };
    }
    case 'node-test': {
      const settings = [
        ...(isExpectedToFail ? ['todo: true'] : []),
        ...(timeoutMs === undefined ? [] : [`timeout: ${timeoutMs}`]),
      ];
      const argument = settings.length === 0 ? '' : `{ ${settings.join(', ')} }, `;
      return plain(`it(${text}, ${argument}`, `)${end}`);
    }
  }
}

/** Mocha has no test that is expected to fail. */
const skipReason = '// Fails because the code is wrong. Remove .skip when it is mended.';

function plain(head: string, tail: string): TestCall {
  return { comment: [], head, tail };
}
