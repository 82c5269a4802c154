/** Spec section 5: keys, prices and budgets (5.1), environment, loading and complexity (5.2). */
export const configurationRequirements = {
  'CFG-5.1-1': 'features.multiModelRouter and features.streaming may be left out and are then false.',
  'CFG-5.1-2': 'A configuration without features, routing and streaming is valid.',
  'CFG-5.1-3': 'Every routing key of the spec is accepted under its name.',
  'CFG-5.1-4': 'Every streaming key of the spec is accepted under its name.',
  'CFG-5.1-5': 'Weightings that do not add up to 1 (±0.001) are refused.',
  'CFG-5.1-6':
    'A buffer size, threshold, timeout or retry value out of range is refused with its key and value.',
  'CFG-5.1-7': 'routing.enabled false keeps the router off although its feature is on.',
  'CFG-5.1-8': 'streaming.enabled false keeps streaming off although its feature is on.',
  'CFG-5.1-9':
    'costTracking.enabled false means no budget is watched and no cost remembered; the ledger goes on.',
  'CFG-5.1-10': 'The daily, the weekly and the monthly limit each hold on their own.',
  'CFG-5.1-11': 'Alert thresholds are fractions: 0.8 of the daily and 0.9 of the monthly limit by default.',
  'CFG-5.1-12': 'The weekly limit uses the daily threshold.',
  'CFG-5.1-13': 'Prices are per million tokens, apart for input, output, cache read and cache write.',
  'CFG-5.1-14': 'A price of the catalogue carries its date.',
  'CFG-5.1-15': 'A price set by the user replaces the catalogue’s.',
  'CFG-5.1-16': 'Money is integer micro-dollars wherever it is computed or kept.',
  'CFG-5.1-17':
    'Under a budget a model of unknown price is refused, unless the user set a price or a ceiling.',
  'CFG-5.1-18': 'An unknown price is never counted as 0.',
  'CFG-5.1-19': 'Embedded and declared-local models cost 0 and run when a budget is spent.',

  'CFG-5.2-1': 'FEATURE_MULTI_MODEL_ROUTER switches the router on when it is exactly “true”.',
  'CFG-5.2-2': 'FEATURE_STREAMING switches streaming on when it is exactly “true”.',
  'CFG-5.2-3': 'ROUTING_DEFAULT_MODEL sets the default model; unset, it is claude-sonnet-4.5.',
  'CFG-5.2-4':
    'COMPLEXITY_TOKEN_WEIGHT, COMPLEXITY_STRUCTURE_WEIGHT and COMPLEXITY_CONTEXT_WEIGHT set the weightings; unset, they are 0.4, 0.3 and 0.3.',
  'CFG-5.2-5': 'COST_TRACKING_ENABLED switches cost tracking.',
  'CFG-5.2-6': 'BUDGET_LIMIT_DAILY, BUDGET_LIMIT_WEEKLY and BUDGET_LIMIT_MONTHLY set the limits in dollars.',
  'CFG-5.2-7': 'A limit that is not set is no limit.',
  'CFG-5.2-8': 'A limit of 0 means that only free models are used.',
  'CFG-5.2-9': 'A limit that is negative, NaN or no number is a configuration error that names the key.',
  'CFG-5.2-10': 'STREAMING_BUFFER_SIZE sets the buffer size; unset, it is 1024.',
  'CFG-5.2-11': 'STREAMING_BACKPRESSURE sets the backpressure threshold; unset, it is 0.8.',
  'CFG-5.2-12': 'STREAMING_TIMEOUT_MS sets the timeout; unset, it is 30000.',
  'CFG-5.2-13': 'STREAMING_MAX_RETRIES sets the number of retries; unset, it is 3.',
  'CFG-5.2-14': 'STREAMING_BACKOFF_MS sets the first wait; unset, it is 1000.',
  'CFG-5.2-15': 'STREAMING_BACKOFF_MULT sets the multiplier of the waits; unset, it is 2.',
  'CFG-5.2-16': 'While the router is off, routing settings change the result of no task.',
  'CFG-5.2-17': 'While streaming is off, streaming settings change the result of no task.',
  'CFG-5.2-18': 'A configuration file is read, its models included; one that cannot be read is an error.',
  'CFG-5.2-19':
    'An explicit option wins over a workspace setting, this over a user setting, this over the environment, this over the default.',
  'CFG-5.2-20': 'The loaded configuration is validated and frozen.',
  'CFG-5.2-21': 'A wrong value in an environment variable is refused with its name and its value.',
  'CFG-5.2-22':
    'The overall complexity is the weighted mean of token, structure and context score, all within [0, 1].',
  'CFG-5.2-23': 'A score never falls when one of its inputs grows.',
  'CFG-5.2-24': 'A complexity names its three scores and their inputs.',
  'CFG-5.2-25': 'Below 0.3 a task is simple, from 0.3 on moderate, from 0.7 on complex.',
} as const;
