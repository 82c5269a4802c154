import type { WorldEffect } from '../../../core/synthesis/scenario';

/** What the user's code gets when it reaches for the outside world; `code` is `ERR_AGENTIC_QE_BLOCKED`. */
export class BlockedError extends Error {
  override readonly name = 'BlockedError';
  readonly code = 'ERR_AGENTIC_QE_BLOCKED';
}

/** Knows whether the module is being loaded or a scenario runs, and writes down what was touched meanwhile. */
export class WorldGuard {
  private readonly touched = new Set<WorldEffect>();
  private loadDepth = 0;

  /** True while a module is being loaded, also by a late `require`: reading files is part of that. */
  get isLoading(): boolean {
    return this.loadDepth > 0;
  }

  whileLoading<T>(load: () => T): T {
    const finish = this.startLoading();
    try {
      return load();
    } finally {
      finish();
    }
  }

  /** For loading that goes on over several turns; call the result once when it is over. */
  startLoading(): () => void {
    this.loadDepth++;
    return () => {
      this.loadDepth--;
    };
  }

  /** Notes a touch that does no harm but makes the result depend on the machine. */
  note(effect: WorldEffect): void {
    if (!this.isLoading) this.touched.add(effect);
  }

  /** @returns the error to throw for a touch; noted as well, because the user's code may swallow the error. */
  block(effect: WorldEffect, what: string): BlockedError {
    this.touched.add(effect);
    return new BlockedError(`${what} is blocked in the sandbox`);
  }

  /** @returns what was touched since the last call, sorted. */
  takeEffects(): WorldEffect[] {
    const effects = [...this.touched].sort();
    this.touched.clear();
    return effects;
  }
}
