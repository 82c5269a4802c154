import type { ReadAssertion, ReadTest } from '../../testing/languageAdapter';
import type { Rejection } from '../rejection';

const snapshotNames = /[sS]napshot$/;

const sentences: Readonly<Record<Exclude<ReadAssertion['kind'], 'value'>, string>> = {
  existence: 'only says that something is there, or of a type',
  tautology: 'compares a thing with itself',
  constant: 'has nothing to do with the module under test, or is not waited for',
};

/** A test in which no assertion compares something of the module with a value that it should have. */
export function trivialityObjection({ assertions }: ReadTest): Rejection | undefined {
  if (assertions.some(({ kind }) => kind === 'value')) return undefined;
  const [first] = assertions;
  if (!first) return { reason: 'trivial', detail: 'It asserts nothing.' };
  if (snapshotNames.test(first.name))
    return { reason: 'trivial', detail: `It calls ${first.name}: a snapshot does not say what is right.` };
  return {
    reason: 'trivial',
    detail: `Its ${first.name} ${first.kind === 'value' ? '' : sentences[first.kind]}.`,
  };
}
