import type { ConfigLayer } from './fleetConfig';

type Reader = (text: string) => unknown;

/** Text that is no number is passed on as it is, so that the schema can refuse it and show it. */
const number: Reader = (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text));
const flag: Reader = (text) => (text === 'true' ? true : text === 'false' ? false : text);
const plain: Reader = (text) => text;

/** Environment variables (those of spec 5.2, and a few more) by the setting they stand for. */
export const environmentVariables: Readonly<
  Record<string, { readonly variable: string; readonly read: Reader }>
> = {
  'features.multiModelRouter': { variable: 'FEATURE_MULTI_MODEL_ROUTER', read: flag },
  'features.streaming': { variable: 'FEATURE_STREAMING', read: flag },
  'routing.defaultModel': { variable: 'ROUTING_DEFAULT_MODEL', read: plain },
  'routing.forcedModel': { variable: 'ROUTING_FORCED_MODEL', read: plain },
  'routing.complexity.tokenWeighting': { variable: 'COMPLEXITY_TOKEN_WEIGHT', read: number },
  'routing.complexity.structureWeighting': { variable: 'COMPLEXITY_STRUCTURE_WEIGHT', read: number },
  'routing.complexity.contextWeighting': { variable: 'COMPLEXITY_CONTEXT_WEIGHT', read: number },
  'routing.costTracking.enabled': { variable: 'COST_TRACKING_ENABLED', read: flag },
  'routing.costTracking.budgetLimits.daily': { variable: 'BUDGET_LIMIT_DAILY', read: number },
  'routing.costTracking.budgetLimits.weekly': { variable: 'BUDGET_LIMIT_WEEKLY', read: number },
  'routing.costTracking.budgetLimits.monthly': { variable: 'BUDGET_LIMIT_MONTHLY', read: number },
  'routing.costTracking.budgetLimits.perRun': { variable: 'BUDGET_LIMIT_PER_RUN', read: number },
  'routing.costTracking.budgetLimits.perAgent': { variable: 'BUDGET_LIMIT_PER_AGENT', read: number },
  'routing.costTracking.tag': { variable: 'COST_TAG', read: plain },
  'streaming.bufferSize': { variable: 'STREAMING_BUFFER_SIZE', read: number },
  'streaming.backpressureThreshold': { variable: 'STREAMING_BACKPRESSURE', read: number },
  'streaming.timeoutMs': { variable: 'STREAMING_TIMEOUT_MS', read: number },
  'streaming.retryConfig.maxRetries': { variable: 'STREAMING_MAX_RETRIES', read: number },
  'streaming.retryConfig.backoffMs': { variable: 'STREAMING_BACKOFF_MS', read: number },
  'streaming.retryConfig.backoffMultiplier': { variable: 'STREAMING_BACKOFF_MULT', read: number },
};

/** Settings from environment variables; one that is unset or empty sets nothing. */
export function environmentLayer(environment: Readonly<Record<string, string | undefined>>): ConfigLayer {
  const values: Record<string, unknown> = {};
  for (const [key, { variable, read }] of Object.entries(environmentVariables)) {
    const text = environment[variable];
    if (text !== undefined && text !== '') setAt(values, key.split('.'), read(text));
  }
  const known = environmentVariables;
  return {
    values,
    nameOf: (key) => {
      const single = known[key];
      if (single) return `Environment variable ${single.variable}`;
      // A rule over several settings is reported for the section they are in.
      const set = Object.entries(known).filter(
        ([name, { variable }]) => name.startsWith(`${key}.`) && environment[variable],
      );
      return `The environment (${set.map(([, { variable }]) => variable).join(', ')})`;
    },
    hint: 'Correct it, or unset it.',
  };
}

/** Sets a value in nested objects, making those that are missing. */
export function setAt(
  target: Record<string, unknown>,
  [first = '', ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  target[first] ??= {};
  setAt(target[first] as Record<string, unknown>, rest, value);
}
