import type { Clock } from '../../base/clock';
import { ProviderError } from '../errors';
import type { Availability } from './modelAvailability';
import type { ModelConfig } from './modelConfig';

export interface ProviderHealthOptions {
  readonly clock: Clock;
  /** Failures in a row after which a provider is left alone; default 3. */
  readonly failureThreshold?: number;
  /** How long it is left alone for the first time; twice as long after every trial that fails. Default 30 s. */
  readonly cooldownMs?: number;
  /** Default 10 min. */
  readonly maxCooldownMs?: number;
  /** How long a trial may take before another task may try; default 2 min. */
  readonly trialMs?: number;
}

/** A provider that failed: how often in a row, and from the threshold on, until when it is left alone. */
interface Trouble {
  readonly failures: number;
  readonly cooldownMs: number;
  readonly openUntilMs: number;
  /** A task is trying it again until then; 0: none is. */
  readonly trialUntilMs: number;
}

/** What says that a provider does not work, rather than that it does not want this request or this key. */
const objectiveFailures: ReadonlySet<ProviderError['code']> = new Set([
  'provider-rate-limited',
  'provider-overloaded',
  'provider-unreachable',
  'provider-timed-out',
  'provider-stream-broken',
]);

/**
 * A circuit breaker for each provider. After some failures in a row nothing is sent to it for a while; then one task may try
 * it, and whether that works decides for all. A model with a limit that ends at a known time is unavailable until then, which
 * is no failure of its provider. Known to this process only: another one finds out for itself.
 */
export class ProviderHealth {
  private readonly troubles = new Map<string, Trouble>();
  private readonly limitedUntilMs = new Map<string, number>();
  /** Whoever handles an error may report it, also several of them. */
  private readonly counted = new WeakSet<ProviderError>();

  constructor(private readonly options: ProviderHealthOptions) {}

  /** Whether something may be sent to the model now. */
  availabilityOf(model: ModelConfig): Availability {
    const nowMs = this.options.clock.now();
    const limitedMs = (this.limitedUntilMs.get(keyOf(model)) ?? 0) - nowMs;
    if (limitedMs > 0) return { ok: false, reason: `its rate limit is reached for ${seconds(limitedMs)}` };
    const trouble = this.troubles.get(model.provider);
    if (!trouble || trouble.failures < this.threshold) return { ok: true };
    const restMs = trouble.openUntilMs - nowMs;
    if (restMs > 0) {
      const reason = `${model.provider} failed ${trouble.failures} times in a row and is left alone for ${seconds(restMs)}`;
      return { ok: false, reason };
    }
    if (trouble.trialUntilMs <= nowMs) return { ok: true };
    return {
      ok: false,
      reason: `${model.provider} failed, and another task is trying whether it works again`,
    };
  }

  /** To be asked once the model is chosen: false when it became unavailable in the meantime. */
  tryClaim(model: ModelConfig): boolean {
    if (!this.availabilityOf(model).ok) return false;
    const trouble = this.troubles.get(model.provider);
    if (trouble && trouble.failures >= this.threshold) {
      const { clock, trialMs = 120_000 } = this.options;
      this.troubles.set(model.provider, { ...trouble, trialUntilMs: clock.now() + trialMs });
    }
    return true;
  }

  /** Counts a failure of the provider; errors that are none of its own, and those already counted, do not count. */
  reportFailure(model: ModelConfig, error: unknown): void {
    if (!(error instanceof ProviderError) || this.counted.has(error)) return;
    this.counted.add(error);
    const nowMs = this.options.clock.now();
    if (error.retryAfterMs !== undefined) {
      const untilMs = Math.max(this.limitedUntilMs.get(keyOf(model)) ?? 0, nowMs + error.retryAfterMs);
      this.limitedUntilMs.set(keyOf(model), untilMs);
      if (error.code === 'provider-rate-limited') return;
    }
    if (objectiveFailures.has(error.code)) this.countFailure(model.provider, nowMs);
  }

  /** The model answered: its provider works. */
  reportSuccess(model: ModelConfig): void {
    this.troubles.delete(model.provider);
  }

  private countFailure(provider: string, nowMs: number): void {
    const { cooldownMs: firstMs = 30_000, maxCooldownMs = 600_000 } = this.options;
    const former = this.troubles.get(provider);
    const failures = (former?.failures ?? 0) + 1;
    const isOpen = former !== undefined && former.failures >= this.threshold;
    // What was sent before it was left alone says nothing new.
    if (isOpen && nowMs < former.openUntilMs) return;
    const cooldownMs = isOpen ? Math.min(maxCooldownMs, former.cooldownMs * 2) : firstMs;
    const openUntilMs = failures >= this.threshold ? nowMs + cooldownMs : 0;
    this.troubles.set(provider, { failures, cooldownMs, openUntilMs, trialUntilMs: 0 });
  }

  private get threshold(): number {
    return this.options.failureThreshold ?? 3;
  }
}

function keyOf({ provider, name }: ModelConfig): string {
  return `${provider}/${name}`;
}

function seconds(durationMs: number): string {
  return `${Math.ceil(durationMs / 1000)} s`;
}
