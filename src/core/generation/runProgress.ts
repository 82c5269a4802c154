import type { EmitPart } from '../agents/taskWork';

/** Turns progress of single steps into one fraction of the whole run that never goes back. */
export class RunProgress {
  private highest = 0;
  private message = '';

  constructor(private readonly emit: EmitPart) {}

  /** @param fraction of the whole run, in [0, 1]; lower ones than before only change the message. */
  async report(fraction: number, message: string): Promise<void> {
    this.highest = Math.min(1, Math.max(this.highest, fraction));
    this.message = message;
    await this.emit({ type: 'progress', fraction: this.highest, message });
  }

  /** Says that what was reported last still goes on. */
  async reportElapsed(elapsedSeconds: number): Promise<void> {
    const message = `${this.message} (${elapsedSeconds} s)`;
    await this.emit({ type: 'progress', fraction: this.highest, message });
  }
}
