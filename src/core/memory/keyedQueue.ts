/** Lets work on the same keys happen one after the other, and work on different keys at the same time. */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Begins when all earlier work on any of these keys has ended, whether it succeeded or not. */
  run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const earlier = new Set(keys.flatMap((key) => this.tails.get(key) ?? []));
    const result = Promise.all(earlier).then(work);
    const tail = result
      .catch(() => undefined)
      .then(() => {
        for (const key of keys) if (this.tails.get(key) === tail) this.tails.delete(key);
      });
    for (const key of keys) this.tails.set(key, tail);
    return result;
  }
}
