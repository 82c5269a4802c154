/** Something that holds a resource until `dispose` is called. Calling it twice does no harm. */
export interface Disposable {
  dispose(): void;
}

/** Collects disposables; what is added after `dispose` is disposed at once, so late arrivals cannot leak. */
export class DisposableStore implements Disposable {
  private readonly items = new Set<Disposable>();
  private isDisposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.isDisposed) item.dispose();
    else this.items.add(item);
    return item;
  }

  /** Disposes in reverse order of addition; one failing item does not keep the others. The first failure is thrown at the end. */
  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    const failures: unknown[] = [];
    for (const item of [...this.items].reverse()) {
      try {
        item.dispose();
      } catch (error) {
        failures.push(error);
      }
    }
    this.items.clear();
    if (failures.length > 0) throw failures[0];
  }
}
