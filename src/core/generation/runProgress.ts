import type { RunPart } from '../streaming/runPart';

/** Turns progress of single steps into one fraction of the whole run that never goes back. */
export class RunProgress {
  private highest = 0;

  constructor(private readonly emit: (part: RunPart) => void) {}

  /** @param fraction of the whole run, in [0, 1]; lower ones than before only change the message. */
  report(fraction: number, message: string): void {
    this.highest = Math.min(1, Math.max(this.highest, fraction));
    this.emit({ type: 'progress', fraction: this.highest, message });
  }
}
