/** The command line names something that is not there or cannot be used. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
