/** Spec section 8: the hierarchy (8.1) and what happens after an error (8.2). */
export const errorRequirements = {
  'ERR-8.1-1': 'RoutingError carries its message and its cause.',
  'ERR-8.1-2': 'ModelSelectionError is a RoutingError.',
  'ERR-8.1-3': 'BudgetExceededError is a RoutingError with budgetType, current and limit.',
  'ERR-8.1-4': 'StreamingError carries its message and its cause.',
  'ERR-8.1-5': 'BufferOverflowError is a StreamingError.',
  'ERR-8.1-6': 'StreamTimeoutError is a StreamingError.',
  'ERR-8.1-7':
    'Every error has a literal name of its class, a code, a cause, and says whether it can be retried.',

  'ERR-8.2-1':
    'When a selection fails, but not for the budget, selectModel logs it and answers with the default model.',
  'ERR-8.2-2': 'When the budget forbids the choice, the cheapest adequate model that still fits is selected.',
  'ERR-8.2-3': 'The embedded engine is the last to be selected under a budget, and costs 0.',
  'ERR-8.2-4':
    'If no adequate model fits, selectModel fails with BudgetExceededError: budget, spend, limit and when it resets.',
  'ERR-8.2-5': 'A stream that is silent for timeoutMs is stopped and counts as StreamTimeoutError.',
  'ERR-8.2-6': 'A timed-out stream is tried again, at most maxRetries times.',
  'ERR-8.2-7': 'Waits between tries are backoffMs × multiplier^(n−1).',
  'ERR-8.2-8': 'A buffer overflow applies backpressure and is tried again; it counts as a try.',
  'ERR-8.2-9': 'After maxRetries the task is done by one synchronous attempt, whose result is returned.',
  'ERR-8.2-10':
    'A stream that breaks for a reason that cannot be retried goes to the synchronous attempt at once; an error of the task itself is final.',
  'ERR-8.2-11':
    'Budget, authentication and cancellation errors end the task: no retry, no synchronous attempt.',
  'ERR-8.2-12': 'Each attempt that reached a provider is its own ledger row.',
  'ERR-8.2-13': 'Falling back is logged as “Streaming failed, falling back to sync” with the error.',
  'ERR-8.2-14': 'When the synchronous attempt fails too, its error is thrown.',
  'ERR-8.2-15': 'Cancelling during a wait ends the wait at once.',
} as const;
