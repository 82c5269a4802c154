import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Disposable } from '../../base/disposable';
import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type MetricLabels,
  type MetricName,
  metricDefinitions,
} from '../../core/metrics/metricNames';
import { assertIncrement, assertMetricValue, type Metrics } from '../../core/metrics/metrics';

/** Metrics in memory, read in the Prometheus text format 0.0.4. Each has a registry of its own; nothing of the process is measured. */
export function createPromMetrics(): Metrics {
  return new PromMetrics();
}

class PromMetrics implements Metrics {
  private readonly registry = new Registry();
  private readonly counters = new Map<MetricName, Counter>();
  private readonly gauges = new Map<MetricName, Gauge>();
  private readonly histograms = new Map<MetricName, Histogram>();
  private readonly refreshes = new Set<() => void>();

  constructor() {
    for (const name of Object.keys(metricDefinitions) as MetricName[]) this.register(name);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  increment<N extends CounterName>(name: N, labels: MetricLabels<N>, by = 1): void {
    assertIncrement(name, by);
    this.counters.get(name)?.inc(labels, by);
  }

  observe<N extends HistogramName>(name: N, labels: MetricLabels<N>, value: number): void {
    assertMetricValue(name, value);
    this.histograms.get(name)?.observe(labels, value);
  }

  set<N extends GaugeName>(name: N, labels: MetricLabels<N>, value: number): void {
    assertMetricValue(name, value);
    this.gauges.get(name)?.set(labels, value);
  }

  remove<N extends GaugeName>(name: N, labels: MetricLabels<N>): void {
    this.gauges.get(name)?.remove(labels);
  }

  beforeText(refresh: () => void): Disposable {
    const entry = (): void => refresh();
    this.refreshes.add(entry);
    return { dispose: () => this.refreshes.delete(entry) };
  }

  async text(): Promise<string> {
    for (const refresh of [...this.refreshes]) refresh();
    return await this.registry.metrics();
  }

  private register(name: MetricName): void {
    const { type, help, labelNames } = metricDefinitions[name];
    const common = { name, help, labelNames: [...labelNames], registers: [this.registry] };
    switch (type) {
      case 'counter':
        this.counters.set(name, new Counter(common));
        break;
      case 'gauge':
        this.gauges.set(name, new Gauge(common));
        break;
      case 'histogram':
        this.histograms.set(
          name,
          new Histogram({ ...common, buckets: [...metricDefinitions[name].buckets] }),
        );
        break;
    }
  }
}
