type Emit = (event: string | symbol, ...parameters: unknown[]) => boolean;

/**
 * Keeps errors that nobody catches from ending a process, or failing a run, once a mutant has been active in it: what a mutant set
 * in motion may come to its end at any time.
 */
export class ErrorShield {
  /** Told of exceptions that nobody caught, while a mutant is active. */
  onException: (() => void) | undefined;
  private isRaised = false;

  constructor(target: { emit: Emit } = process as unknown as { emit: Emit }) {
    const { emit } = target;
    target.emit = (event, ...parameters) => {
      if (this.isRaised && event === 'unhandledRejection') return true;
      if (this.isRaised && event === 'uncaughtException') {
        this.onException?.();
        return true;
      }
      return Reflect.apply(emit, target, [event, ...parameters]);
    };
  }

  raise(): void {
    this.isRaised = true;
  }
}
