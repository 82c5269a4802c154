/** Spec section 10: checklist (10.1), rollback (10.2), metrics (10.3). */
export const deploymentRequirements = {
  'DEP-10.1-1': 'A generation job succeeds with both features on.',
  'DEP-10.1-2': 'With both features off a job gives what it gives without the new components.',
  'DEP-10.1-3': 'The product is shipped with both features off.',
  'DEP-10.1-4': 'Under load with the router on, every task ends and none is lost.',
  'DEP-10.1-5': 'A cost summary equals the sum of the ledger rows of its period, to the micro-dollar.',
  'DEP-10.1-6':
    'Over a slow, stalled or broken connection a stream ends with a result or an error, never hangs.',
  'DEP-10.1-7': 'Errors and fallbacks are counted by metrics.',

  'ROLL-10.2-1': 'A changed flag applies to the next task, without a reload.',
  'ROLL-10.2-2': 'Agents at work finish with the flags they were spawned with.',
  'ROLL-10.2-3':
    'Disable All Features switches both features off at once: no task that has not started is routed or streamed.',
  'ROLL-10.2-4':
    'After both features were switched off, the next task runs as in a fleet that never had them.',
  'ROLL-10.2-5': 'A feature can be switched on again without a restart.',

  'MET-10.3-1':
    'model_selection_duration_seconds is a histogram of selection times by agent_type and task_type.',
  'MET-10.3-2': 'model_usage_total counts the uses of models by model_name.',
  'MET-10.3-3': 'cost_per_task_dollars is a histogram of costs per task by model_name and task_type.',
  'MET-10.3-4': 'streaming_chunk_rate_per_second is a gauge of processed chunks by agent_id.',
  'MET-10.3-5': 'streaming_buffer_utilization_percent is a gauge of buffer use by agent_id and stream_id.',
  'MET-10.3-6': 'Every metric carries its help text and follows Prometheus naming.',
  'MET-10.3-7': 'Show Metrics shows the metrics in the editor.',
  'MET-10.3-8': 'GET /metrics answers with the metrics while the MCP server runs over HTTP.',
  'MET-10.3-9': 'An option of the CLI writes the metrics to a file in the text format.',
} as const;
