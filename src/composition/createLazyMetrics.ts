import type { Disposable } from '../base/disposable';
import type { CounterName, GaugeName, HistogramName, MetricLabels } from '../core/metrics/metricNames';
import { type MetricRecorder, type Metrics, metricsContentType } from '../core/metrics/metrics';
import { PendingMetrics } from './pendingMetrics';

/** Observations that wait before the metrics that take them are loaded unasked. */
const maxPendingObservations = 10_000;

/**
 * Metrics that are loaded when their text is first asked for, or when too many observations wait. What was recorded until then
 * is handed on, so that the text is the same as if they had been there from the start. When loading fails, `text()` rejects
 * with the reason and the next one tries again; observations beyond the limit throw it meanwhile, so that memory stays bounded.
 */
export function createLazyMetrics(load: () => Promise<Metrics>): Metrics {
  return new LazyMetrics(load);
}

class LazyMetrics implements Metrics {
  readonly contentType = metricsContentType;
  private readonly refreshes = new Set<() => void>();
  private pending = new PendingMetrics();
  private loaded: Metrics | undefined;
  private loading: Promise<Metrics> | undefined;
  private failure: { readonly reason: unknown } | undefined;

  constructor(private readonly load: () => Promise<Metrics>) {}

  increment<N extends CounterName>(name: N, labels: MetricLabels<N>, by?: number): void {
    this.recorder.increment(name, labels, by);
  }

  observe<N extends HistogramName>(name: N, labels: MetricLabels<N>, value: number): void {
    const { loaded, pending, failure } = this;
    if (!loaded && failure && pending.observationCount >= maxPendingObservations) throw failure.reason;
    this.recorder.observe(name, labels, value);
    // A failure is kept for whoever asks or records next.
    if (!loaded && pending.observationCount === maxPendingObservations) this.target().catch(() => {});
  }

  set<N extends GaugeName>(name: N, labels: MetricLabels<N>, value: number): void {
    this.recorder.set(name, labels, value);
  }

  remove<N extends GaugeName>(name: N, labels: MetricLabels<N>): void {
    this.recorder.remove(name, labels);
  }

  beforeText(refresh: () => void): Disposable {
    const entry = (): void => refresh();
    this.refreshes.add(entry);
    return { dispose: () => this.refreshes.delete(entry) };
  }

  async text(): Promise<string> {
    const target = await this.target();
    for (const refresh of [...this.refreshes]) refresh();
    return await target.text();
  }

  private get recorder(): MetricRecorder {
    return this.loaded ?? this.pending;
  }

  private async target(): Promise<Metrics> {
    if (this.loaded) return this.loaded;
    this.loading ??= this.loadAndReplay().finally(() => {
      this.loading = undefined;
    });
    return await this.loading;
  }

  private async loadAndReplay(): Promise<Metrics> {
    try {
      const target = await this.load();
      this.pending.replayTo(target);
      this.pending = new PendingMetrics();
      this.loaded = target;
      return target;
    } catch (reason) {
      this.failure = { reason };
      throw reason;
    }
  }
}
