import crypto from 'node:crypto';
import { type Callable, replaceFunction } from '../../../base/node/interception/replaceFunction';
import { createRandom, type Random } from '../../../base/random';

const RealDate = Date;

export interface SteadyWorldOptions {
  /** The date, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly randomSeed: number;
}

/** Replaces the date by that of another clock, and every source of randomness by one that `restart` rewinds. */
export class SteadyWorld {
  private random: Random;

  constructor(private readonly options: SteadyWorldOptions) {
    this.random = createRandom(options.randomSeed);
    this.shiftDate();
    this.shiftDateTimeFormat();
    this.seedRandom();
  }

  /** Rewinds randomness, so that a scenario does not depend on those before it. */
  restart(): void {
    this.random = createRandom(this.options.randomSeed);
  }

  private shiftDate(): void {
    const { now } = this.options;
    RealDate.now = now;
    const ShiftedDate = new Proxy(RealDate, {
      apply: () => new RealDate(now()).toString(),
      construct: (target, args: unknown[], newTarget) =>
        Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    });
    RealDate.prototype.constructor = ShiftedDate;
    globalThis.Date = ShiftedDate;
  }

  /** Without an argument, `format` means now. */
  private shiftDateTimeFormat(): void {
    const { prototype } = Intl.DateTimeFormat;
    const format = Reflect.getOwnPropertyDescriptor(prototype, 'format');
    if (format?.get) {
      const getFormat = format.get;
      Object.defineProperty(prototype, 'format', {
        ...format,
        get(this: unknown) {
          const bound = Reflect.apply(getFormat, this, []) as (date: unknown) => string;
          return (date?: unknown) => bound(date === undefined ? RealDate.now() : date);
        },
      });
    }
    const formatToParts = prototype.formatToParts;
    prototype.formatToParts = function formatToPartsAt(date) {
      return Reflect.apply(formatToParts, this, [date === undefined ? RealDate.now() : date]);
    };
  }

  private seedRandom(): void {
    Math.random = () => this.random.next();
    const fillResult = (proceed: () => unknown): unknown => this.fill(proceed());
    // The original runs first: it checks the arguments and throws what it would throw.
    for (const name of ['randomBytes', 'pseudoRandomBytes']) {
      replaceFunction(crypto, name, (proceed, [size, callback]) => {
        if (typeof callback !== 'function') return fillResult(proceed);
        const bytes = this.fill(crypto.randomBytes(size as number));
        process.nextTick(callback as Callable, null, bytes);
        return undefined;
      });
    }
    replaceFunction(crypto, 'randomFillSync', (proceed, args) => {
      const target = proceed() as NodeJS.TypedArray;
      this.fill(target, ...(args.slice(1) as number[]));
      return target;
    });
    replaceFunction(crypto, 'randomFill', (_, args) => {
      const [target, ...rest] = args.slice(0, -1) as [NodeJS.TypedArray, ...number[]];
      crypto.randomFillSync(target, ...rest);
      process.nextTick(args.at(-1) as Callable, null, target);
    });
    replaceFunction(crypto, 'randomInt', (_, args) => {
      const callback = typeof args.at(-1) === 'function' ? (args.at(-1) as Callable) : undefined;
      const [first, second] = (callback ? args.slice(0, -1) : args) as number[];
      const [low, high] = second === undefined ? [0, first ?? 0] : [first ?? 0, second];
      const value = low + Math.floor(this.random.next() * (high - low));
      if (callback === undefined) return value;
      process.nextTick(callback, null, value);
      return undefined;
    });
    replaceFunction(crypto, 'randomUUID', () => this.uuid());
    const webCrypto: object = Object.getPrototypeOf(crypto.webcrypto);
    replaceFunction(webCrypto, 'getRandomValues', fillResult);
    replaceFunction(webCrypto, 'randomUUID', () => this.uuid());
  }

  /** Overwrites `target` with the seeded stream; offset and size count its elements. */
  private fill(target: unknown, offset = 0, size?: number): unknown {
    if (!ArrayBuffer.isView(target)) {
      if (target instanceof ArrayBuffer) this.fill(new Uint8Array(target), offset, size);
      return target;
    }
    const elementBytes = 'BYTES_PER_ELEMENT' in target ? Number(target.BYTES_PER_ELEMENT) : 1;
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    const start = offset * elementBytes;
    const end = size === undefined ? bytes.length : start + size * elementBytes;
    for (let index = start; index < end; index++) bytes[index] = this.random.integer(256);
    return target;
  }

  private uuid(): string {
    const bytes = Array.from({ length: 16 }, () => this.random.integer(256));
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}
