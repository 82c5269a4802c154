import type { DeniedPath, WorldEffect } from '../../../core/synthesis/scenario';

/** What the user's code gets when it reaches for the outside world; `code` is `ERR_AGENTIC_QE_BLOCKED`. */
export class BlockedError extends Error {
  override readonly name = 'BlockedError';
  readonly code = 'ERR_AGENTIC_QE_BLOCKED';
}

const mostDenied = 20;

/** Knows whether the module is being loaded or a scenario runs, and writes down what was touched meanwhile. */
export class WorldGuard {
  private readonly touched = new Set<WorldEffect>();
  private denied: DeniedPath[] = [];
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

  /** Notes which files or folders a blocked function was to touch: the code may want some of the tests' own. */
  noteDenied(functionName: string, paths: readonly string[]): void {
    const operation = functionName.replace(/^.*\./, '').replace(/Sync$/, '');
    for (const path of paths) if (this.denied.length < mostDenied) this.denied.push({ operation, path });
  }

  /** @returns what `noteDenied` was told since the last call */
  takeDenied(): readonly DeniedPath[] {
    const { denied } = this;
    this.denied = [];
    return denied;
  }

  /** @returns what was touched since the last call, sorted. */
  takeEffects(): WorldEffect[] {
    const effects = [...this.touched].sort();
    this.touched.clear();
    return effects;
  }
}
