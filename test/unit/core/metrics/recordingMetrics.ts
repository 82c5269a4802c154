import { type Metrics, metricsContentType } from '../../../../src/core/metrics/metrics';

/** Keeps every series as `name{label="value"}` with its total, its values or its last value, for a test to look at. */
export class RecordingMetrics implements Metrics {
  readonly contentType = metricsContentType;
  readonly counters = new Map<string, number>();
  readonly observations = new Map<string, number[]>();
  readonly gauges = new Map<string, number>();
  /** Calls of each method, to see that a hot path makes none. */
  callCount = 0;
  private readonly refreshes: (() => void)[] = [];

  increment(name: string, labels: Readonly<Record<string, string>>, by = 1): void {
    this.callCount++;
    const key = seriesOf(name, labels);
    this.counters.set(key, (this.counters.get(key) ?? 0) + by);
  }

  observe(name: string, labels: Readonly<Record<string, string>>, value: number): void {
    this.callCount++;
    const key = seriesOf(name, labels);
    this.observations.set(key, [...(this.observations.get(key) ?? []), value]);
  }

  set(name: string, labels: Readonly<Record<string, string>>, value: number): void {
    this.callCount++;
    this.gauges.set(seriesOf(name, labels), value);
  }

  remove(name: string, labels: Readonly<Record<string, string>>): void {
    this.callCount++;
    this.gauges.delete(seriesOf(name, labels));
  }

  beforeText(refresh: () => void): { dispose(): void } {
    this.refreshes.push(refresh);
    return { dispose: () => this.refreshes.splice(this.refreshes.indexOf(refresh), 1) };
  }

  async text(): Promise<string> {
    this.refresh();
    return '';
  }

  /** What a reader of the text causes. */
  refresh(): void {
    for (const refresh of this.refreshes) refresh();
  }
}

function seriesOf(name: string, labels: Readonly<Record<string, string>>): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')}}`;
}
