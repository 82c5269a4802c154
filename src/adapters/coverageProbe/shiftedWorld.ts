import { createRandom, type Random } from '../../base/random';

export interface ShiftedWorldOptions {
  readonly clockOffsetMs?: number;
  readonly randomSeed?: number;
}

/**
 * Another clock and another `Math.random` while test bodies run. What is put in place stays there and passes through at all
 * other times: fake timers that were started in a body may give it back long after.
 */
export class ShiftedWorld {
  private readonly replaced = new WeakSet<object>();
  private readonly realNow = Date.now;
  private random: Random | undefined;
  private openBodies = 0;

  constructor(private readonly options: ShiftedWorldOptions) {}

  /**
   * Prepares a realm; called again, it does what has become necessary since. A clock or `Math.random` that is not Node's own,
   * but a fake one that the test has set up, is left alone.
   */
  prepare(realm: object): void {
    if (this.options.clockOffsetMs !== undefined) this.replaceDate(realm);
    if (this.options.randomSeed !== undefined) this.replaceRandom(realm);
  }

  /** A body begins: the other clock holds until as many have ended. */
  enter(realm: object): void {
    this.prepare(realm);
    this.openBodies++;
    this.restart();
  }

  leave(): void {
    this.openBodies--;
  }

  /** Rewinds `Math.random` to its seed. */
  restart(): void {
    if (this.options.randomSeed !== undefined) this.random = createRandom(this.options.randomSeed);
  }

  private get offsetMs(): number {
    return this.openBodies > 0 ? (this.options.clockOffsetMs ?? 0) : 0;
  }

  private replaceDate(realm: object): void {
    const original: unknown = Reflect.get(realm, 'Date');
    if (!isNative(original) || this.replaced.has(original)) return;
    const RealDate = original as DateConstructor;
    const now = (): number => this.realNow() + this.offsetMs;
    const shifted = new Proxy(RealDate, {
      apply: () => new RealDate(now()).toString(),
      construct: (target, args: unknown[], newTarget) =>
        Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    });
    if (isNative(RealDate.now)) RealDate.now = now;
    // Code compares `value.constructor` with `Date`.
    RealDate.prototype.constructor = shifted;
    this.replaced.add(shifted);
    Reflect.set(realm, 'Date', shifted);
  }

  private replaceRandom(realm: object): void {
    const math = Reflect.get(realm, 'Math') as Math;
    const { random } = math;
    if (!isNative(random)) return;
    const seeded = (): number =>
      this.openBodies > 0 && this.random !== undefined ? this.random.next() : random();
    math.random = seeded;
  }
}

function isNative(value: unknown): value is object {
  return typeof value === 'function' && /\[native code\]/.test(Function.prototype.toString.call(value));
}
