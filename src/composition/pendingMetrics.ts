import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type MetricLabels,
  type MetricName,
  metricDefinitions,
} from '../core/metrics/metricNames';
import { assertIncrement, assertMetricValue, type MetricRecorder } from '../core/metrics/metrics';

interface PendingCounter {
  sum: number;
  readonly replay: (target: MetricRecorder, sum: number) => void;
}

/** What was recorded before there was anything to record it: sums of counters, last values of gauges, every observation. */
export class PendingMetrics implements MetricRecorder {
  private readonly counters = new Map<string, PendingCounter>();
  private readonly gauges = new Map<string, (target: MetricRecorder) => void>();
  private readonly observations: ((target: MetricRecorder) => void)[] = [];

  get observationCount(): number {
    return this.observations.length;
  }

  increment<N extends CounterName>(name: N, labels: MetricLabels<N>, by = 1): void {
    assertIncrement(name, by);
    const key = seriesKey(name, labels);
    const counter = this.counters.get(key);
    if (counter) counter.sum += by;
    else
      this.counters.set(key, {
        sum: by,
        replay: (target, sum) => target.increment(name, labels, sum),
      });
  }

  observe<N extends HistogramName>(name: N, labels: MetricLabels<N>, value: number): void {
    assertMetricValue(name, value);
    this.observations.push((target) => target.observe(name, labels, value));
  }

  set<N extends GaugeName>(name: N, labels: MetricLabels<N>, value: number): void {
    assertMetricValue(name, value);
    this.gauges.set(seriesKey(name, labels), (target) => target.set(name, labels, value));
  }

  remove<N extends GaugeName>(name: N, labels: MetricLabels<N>): void {
    this.gauges.delete(seriesKey(name, labels));
  }

  /** Records all of it in `target`, the series of each metric in the order in which they first came. */
  replayTo(target: MetricRecorder): void {
    for (const { sum, replay } of this.counters.values()) replay(target, sum);
    for (const replay of this.gauges.values()) replay(target);
    for (const replay of this.observations) replay(target);
  }
}

/** The same for the same series, whatever the order in which its labels are given. */
function seriesKey<N extends MetricName>(name: N, labels: MetricLabels<N>): string {
  const values: Readonly<Record<string, string>> = labels;
  return JSON.stringify([name, ...metricDefinitions[name].labelNames.map((label) => values[label])]);
}
