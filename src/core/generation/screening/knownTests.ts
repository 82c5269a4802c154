import type { ReadTest } from '../../testing/languageAdapter';
import type { Rejection } from '../rejection';

/** Tests by what they do, to find those that do what another one does. */
export class KnownTests {
  private readonly owners = new Map<string, string>();

  /** @param owner as a sentence names it: `the existing test "adds up"` */
  add({ fingerprint }: Pick<ReadTest, 'fingerprint'>, owner: string): void {
    if (!this.owners.has(fingerprint)) this.owners.set(fingerprint, owner);
  }

  objectionTo({ fingerprint }: Pick<ReadTest, 'fingerprint'>): Rejection | undefined {
    const owner = this.owners.get(fingerprint);
    return owner === undefined ? undefined : { reason: 'duplicate', detail: `It does what ${owner} does.` };
  }
}
