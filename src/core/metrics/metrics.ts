import type { Disposable } from '../../base/disposable';
import type { CounterName, GaugeName, HistogramName, MetricLabels, MetricName } from './metricNames';

/** Content type of the Prometheus text format 0.0.4. */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Where measurements go. Label objects may be kept: whoever passes one never changes it afterwards. A value that is not finite,
 * and a negative `by`, throw a RangeError and change nothing.
 */
export interface MetricRecorder {
  /** Adds `by` (1 when left out) to a counter. */
  increment<N extends CounterName>(name: N, labels: MetricLabels<N>, by?: number): void;
  /** Adds one observation to a histogram, in the unit of its name. */
  observe<N extends HistogramName>(name: N, labels: MetricLabels<N>, value: number): void;
  set<N extends GaugeName>(name: N, labels: MetricLabels<N>, value: number): void;
  /** Forgets one series of a gauge; nothing when there is none. Label values that end, as ids do, would pile up otherwise. */
  remove<N extends GaugeName>(name: N, labels: MetricLabels<N>): void;
}

/** Measurements that a monitoring system can read. */
export interface Metrics extends MetricRecorder {
  /** Content type of `text()`. */
  readonly contentType: string;
  /** Calls `refresh` each time before the text is made: gauges that change often are set when somebody looks. */
  beforeText(refresh: () => void): Disposable;
  /** Everything measured so far in the format of `contentType`. */
  text(): Promise<string>;
}

/** @throws RangeError when `value` is not finite. */
export function assertMetricValue(name: MetricName, value: number): void {
  if (!Number.isFinite(value))
    throw new RangeError(`${name} cannot take ${value}: it is not a finite number`);
}

/** @throws RangeError when `by` is negative or not finite. */
export function assertIncrement(name: CounterName, by: number): void {
  assertMetricValue(name, by);
  if (by < 0) throw new RangeError(`${name} is a counter and cannot fall by ${-by}`);
}
