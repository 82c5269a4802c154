type MetricType = 'counter' | 'gauge' | 'histogram';

interface MetricDefinition {
  readonly type: MetricType;
  readonly help: string;
  readonly labelNames: readonly string[];
  /** Upper bounds of a histogram, rising, in the unit of the name; one without a bound follows by itself. */
  readonly buckets?: readonly number[];
}

/**
 * Everything that is measured, by its Prometheus name. The first five are those of spec 10.3; further ones follow the naming of
 * Prometheus: base units in the name, `_total` for counters.
 */
export const metricDefinitions = {
  model_selection_duration_seconds: {
    type: 'histogram',
    help: 'Time to select model',
    labelNames: ['agent_type', 'task_type'],
    buckets: [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  },
  model_usage_total: {
    type: 'counter',
    help: 'Total model usage count',
    labelNames: ['model_name'],
  },
  cost_per_task_dollars: {
    type: 'histogram',
    help: 'Cost per task in dollars',
    labelNames: ['model_name', 'task_type'],
    // The bucket of 0 tells free tasks from cheap ones.
    buckets: [0, 0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  streaming_chunk_rate_per_second: {
    type: 'gauge',
    help: 'Chunks processed per second',
    labelNames: ['agent_id'],
  },
  streaming_buffer_utilization_percent: {
    type: 'gauge',
    help: 'Buffer usage percentage',
    labelNames: ['agent_id', 'stream_id'],
  },
  agents_active: {
    type: 'gauge',
    help: 'Agents that have been spawned and not terminated',
    labelNames: ['agent_type'],
  },
  tasks_total: {
    type: 'counter',
    help: 'Tasks that have ended, by how they ended: completed, failed, cancelled or timed-out',
    labelNames: ['task_type', 'outcome'],
  },
  task_duration_seconds: {
    type: 'histogram',
    help: 'Time from the start of a task to its end, however it ended',
    labelNames: ['task_type'],
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200],
  },
  task_queue_length: {
    type: 'gauge',
    help: 'Tasks that wait for an agent',
    labelNames: [],
  },
  model_fallbacks_total: {
    type: 'counter',
    help: 'Tasks that went on with another model after the chosen one failed',
    labelNames: ['from_model', 'to_model'],
  },
  routing_errors_total: {
    type: 'counter',
    help: 'Failures to choose a model, by the code of the error',
    labelNames: ['code'],
  },
  agent_errors_total: {
    type: 'counter',
    help: 'Agents that failed outside a task and were replaced, by the code of the error',
    labelNames: ['agent_type', 'code'],
  },
  streams_total: {
    type: 'counter',
    help: 'Streams that have ended, by how they ended: completed, failed, cancelled or timed-out',
    labelNames: ['outcome'],
  },
  stream_retries_total: {
    type: 'counter',
    help: 'Streams that failed and were followed by another try',
    labelNames: [],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

type Definitions = typeof metricDefinitions;
export type MetricName = keyof Definitions;
type NameOf<T extends MetricType> = {
  [N in MetricName]: Definitions[N]['type'] extends T ? N : never;
}[MetricName];
export type CounterName = NameOf<'counter'>;
export type GaugeName = NameOf<'gauge'>;
export type HistogramName = NameOf<'histogram'>;

type LabelName<N extends MetricName> = Definitions[N]['labelNames'][number];
/** Exactly the labels of the metric, each with a value; `{}` for one without labels. */
export type MetricLabels<N extends MetricName> = [LabelName<N>] extends [never]
  ? Readonly<Record<string, never>>
  : Readonly<Record<LabelName<N>, string>>;
