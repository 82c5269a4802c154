import type { Disposable } from '../../base/disposable';
import type { SetTimer } from '../../base/timer';

/** Parts into which the time is cut: silence is noticed at most one part late, and a sign of life costs one assignment. */
const sliceCount = 8;

export interface SilenceWatchOptions {
  readonly timeoutMs: number;
  readonly setTimer: SetTimer;
  /** Silence does not count while this is true. */
  readonly isPaused: () => boolean;
  readonly onSilence: () => void;
}

/**
 * Calls back once when there was no sign of life for `timeoutMs`. It counts slices of the time instead of reading a clock, so
 * neither a computer that slept nor an event loop that was blocked is taken for silence.
 */
export class SilenceWatch implements Disposable {
  private silentSlices = 0;
  private isTouched = false;
  private timer: Disposable | undefined;

  constructor(private readonly options: SilenceWatchOptions) {
    this.waitForSlice();
  }

  /** A sign of life. */
  touch(): void {
    this.isTouched = true;
  }

  dispose(): void {
    this.timer?.dispose();
    this.timer = undefined;
  }

  private waitForSlice(): void {
    const { setTimer, timeoutMs } = this.options;
    this.timer = setTimer(() => this.endSlice(), timeoutMs / sliceCount);
  }

  private endSlice(): void {
    this.silentSlices = this.isTouched || this.options.isPaused() ? 0 : this.silentSlices + 1;
    this.isTouched = false;
    if (this.silentSlices < sliceCount) {
      this.waitForSlice();
      return;
    }
    this.timer = undefined;
    this.options.onSilence();
  }
}
