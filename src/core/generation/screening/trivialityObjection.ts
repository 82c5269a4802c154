import type { ReadAssertion, ReadTest } from '../../testing/languageAdapter';
import type { Rejection } from '../rejection';
import { shortened } from './shortened';

const snapshotName = /\bsnapshot$|Snapshot$/i;
const promiseName = /\.(?:resolves|rejects|eventually|doesNotReject)\b/;
/** What says most comes first. */
const order: readonly ReadAssertion['kind'][] = ['value', 'existence', 'tautology', 'constant'];

/** A test in which no assertion compares something of the module with a value that it should have. */
export function trivialityObjection({ assertions }: ReadTest): Rejection | undefined {
  const snapshot = assertions.find(({ name }) => snapshotName.test(name));
  if (snapshot) return trivial(`It calls ${snapshot.name}: a snapshot does not say what is right.`);
  const [strongest] = [...assertions].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  if (!strongest) return trivial('It asserts nothing.');
  return strongest.kind === 'value' ? undefined : trivial(sentenceOn(strongest));
}

function sentenceOn({ kind, name, subject }: ReadAssertion): string {
  const what = subject === undefined ? 'something' : shortened(subject);
  if (kind === 'existence') return `It only says that ${what} is there, or of a type (${name}).`;
  if (kind === 'tautology') return `It compares ${what} with itself (${name}).`;
  if (promiseName.test(name))
    return `Nobody waits for its ${name}, or it has nothing of the module under test in it.`;
  return `Its ${name} checks ${what}, which has nothing to do with the module under test.`;
}

function trivial(detail: string): Rejection {
  return { reason: 'trivial', detail };
}
