import type { Disposable } from '../../base/disposable';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';

/** The product while it is on. */
export interface RunningProduct extends Disposable {
  /** Ends what is running; called after `dispose`. */
  close(): Promise<void>;
}

export interface OnOffSwitchDependencies {
  readonly start: () => RunningProduct;
  /** The setting, as it is now. */
  readonly isOn: () => boolean;
  /** Calls back when the setting may have changed. */
  readonly onDidChange: (listener: () => void) => Disposable;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/** Keeps the product running while the setting is on: off, nothing of it is left but the listener for the setting. */
export class OnOffSwitch implements Disposable {
  private running: RunningProduct | undefined;
  private closing: Promise<void> = Promise.resolve();
  private readonly subscription: Disposable;
  private isDisposed = false;

  constructor(private readonly dependencies: OnOffSwitchDependencies) {
    this.subscription = dependencies.onDidChange(() => this.follow());
    if (dependencies.isOn()) this.running = dependencies.start();
  }

  /** Resolves when everything has ended that was ever switched off. */
  async close(): Promise<void> {
    this.dispose();
    await this.closing;
  }

  dispose(): void {
    this.isDisposed = true;
    this.subscription.dispose();
    this.stop();
  }

  private follow(): void {
    const { isOn, logger } = this.dependencies;
    if (isOn() === (this.running !== undefined)) return;
    if (this.running) {
      logger.info('Switched off (agenticQe.enabled)');
      this.stop();
      return;
    }
    // What was switched off before may still be ending, and both write into the same records.
    void this.closing.then(() => {
      if (this.isDisposed || this.running || !isOn()) return;
      logger.info('Switched on (agenticQe.enabled)');
      this.running = this.dependencies.start();
    });
  }

  private stop(): void {
    const { running } = this;
    if (!running) return;
    this.running = undefined;
    const before = this.closing;
    this.closing = (async () => {
      try {
        running.dispose();
      } finally {
        await before;
        await running.close();
      }
    })().catch((error: unknown) => {
      this.dependencies.logger.error('Switching off failed', { reason: describeError(error) });
    });
  }
}
