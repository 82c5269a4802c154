/** Progress of one run: a fraction that never goes back, however often the work begins again. */
export class RisingProgress {
  private highest: number | undefined;

  /** Undefined until something was reported. */
  get fraction(): number | undefined {
    return this.highest;
  }

  /** The fraction to tell, in [0, 1], in place of the one that was reported. */
  raise(fraction: number): number {
    const within = Number.isNaN(fraction) ? 0 : Math.min(1, Math.max(0, fraction));
    this.highest = Math.max(this.highest ?? 0, within);
    return this.highest;
  }
}
