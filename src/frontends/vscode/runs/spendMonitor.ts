import type { Clock } from '../../../base/clock';
import type { Disposable } from '../../../base/disposable';
import { describeError } from '../../../base/error';
import type { BudgetStatus } from '../../../core/cost/budget';
import type { SpendState } from '../text/spendText';

/** Longest wait that a timer of the platform takes. */
const maxWaitMs = 2 ** 31 - 1;
/** The window must have ended when the ledger is asked again. */
const resetMarginMs = 1000;

export interface SpendMonitorDependencies {
  /** Asks the ledger. */
  readonly readStatus: () => Promise<BudgetStatus>;
  readonly clock: Clock;
  /** Calls back once after the time, without keeping the process alive. */
  readonly setTimer: (callback: () => void, delayMs: number) => Disposable;
}

/** Keeps the spend of today: as the ledger says it, again after midnight, and never a number that was not read. */
export class SpendMonitor implements Disposable {
  private current: SpendState = { kind: 'loading' };
  private readonly listeners = new Set<() => void>();
  private latestQuestion = 0;
  private timer: Disposable | undefined;
  private isDisposed = false;

  constructor(private readonly dependencies: SpendMonitorDependencies) {}

  get state(): SpendState {
    return this.current;
  }

  /** Asks the ledger now. Never rejects: a failure is a state. */
  async refresh(): Promise<void> {
    const question = ++this.latestQuestion;
    let state: SpendState;
    try {
      state = { kind: 'known', status: await this.dependencies.readStatus() };
    } catch (error) {
      state = { kind: 'unavailable', message: describeError(error) };
    }
    if (question === this.latestQuestion) this.accept(state);
  }

  /** Takes a status that was announced, which is newer than any answer still under way. */
  update(status: BudgetStatus): void {
    this.latestQuestion++;
    this.accept({ kind: 'known', status });
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  dispose(): void {
    this.isDisposed = true;
    this.timer?.dispose();
    this.listeners.clear();
  }

  private accept(state: SpendState): void {
    if (this.isDisposed) return;
    this.current = state;
    this.timer?.dispose();
    this.timer = state.kind === 'known' ? this.refreshAt(state.status.daily.resetsAtMs) : undefined;
    for (const listener of [...this.listeners]) listener();
  }

  private refreshAt(resetsAtMs: number): Disposable {
    const delayMs = Math.max(0, resetsAtMs - this.dependencies.clock.now()) + resetMarginMs;
    return this.dependencies.setTimer(() => void this.refresh(), Math.min(delayMs, maxWaitMs));
  }
}
