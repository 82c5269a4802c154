/** How something ended that did not end well, by the code of its error; for the label `outcome`. */
export function failureOutcome(code: string): 'failed' | 'cancelled' | 'timed-out' {
  switch (code) {
    case 'cancelled':
      return 'cancelled';
    case 'task-timed-out':
    case 'stream-timed-out':
      return 'timed-out';
    default:
      return 'failed';
  }
}
