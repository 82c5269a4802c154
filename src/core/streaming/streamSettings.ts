/** How much a stream holds and how long it waits (the `streaming.*` settings of the same names). */
export interface StreamSettings {
  /** Chunks that may wait for a reader. */
  readonly bufferSize: number;
  /** Fraction of `bufferSize`, in [0, 1], at which whoever writes has to wait. */
  readonly backpressureThreshold: number;
  /** Silence after which a writer, or a reader that others wait for, is given up. */
  readonly timeoutMs: number;
}

export const defaultStreamSettings: StreamSettings = {
  bufferSize: 1024,
  backpressureThreshold: 0.8,
  timeoutMs: 30_000,
};

/** Chunks that may wait before writers have to. */
export function highWaterOf({ bufferSize, backpressureThreshold }: StreamSettings): number {
  return Math.max(1, Math.floor(bufferSize * backpressureThreshold));
}
