import type { ReadAssertion } from '../../testing/languageAdapter';
import { normalized } from './callText';
import { demandedValue, demandsException } from './demands';
import { isMissingException, readExpected } from './failureText';
import { kindOf } from './kinds';

/** The assertion of a test that a failure message is about; undefined when it could be more than one. */
export function failedAssertion(
  assertions: readonly ReadAssertion[],
  message: string,
): ReadAssertion | undefined {
  const [only, ...others] = assertions;
  if (others.length === 0) return only;
  if (isMissingException(message)) return single(assertions.filter(demandsException));
  const expected = readExpected(message);
  // Where a name stands for what is wanted, any value can be behind it.
  const isPlain = assertions.every(
    (each) => demandsException(each) || kindOf(demandedValue(each) ?? '') !== undefined,
  );
  if (expected === undefined || !isPlain) return undefined;
  return single(assertions.filter((each) => normalized(demandedValue(each) ?? '') === normalized(expected)));
}

function single<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}
