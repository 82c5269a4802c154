export interface TimerPlan {
  readonly callback: (...args: unknown[]) => unknown;
  readonly args: readonly unknown[];
  readonly delayMs: number;
  readonly isRepeated: boolean;
}

/** What `setTimeout` gives, as far as code can tell. */
export class VirtualTimer {
  dueMs = 0;
  isActive = true;
  private isKeepingAlive = true;

  constructor(
    readonly id: number,
    readonly plan: TimerPlan,
    private readonly owner: { start(timer: VirtualTimer): void; stop(timer: VirtualTimer): void },
  ) {}

  ref(): this {
    this.isKeepingAlive = true;
    return this;
  }

  unref(): this {
    this.isKeepingAlive = false;
    return this;
  }

  hasRef(): boolean {
    return this.isKeepingAlive;
  }

  refresh(): this {
    this.owner.start(this);
    return this;
  }

  close(): this {
    this.owner.stop(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }
}
Object.defineProperty(VirtualTimer, 'name', { value: 'Timeout' });
