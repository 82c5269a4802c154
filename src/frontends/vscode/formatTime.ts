/** Milliseconds since the epoch as local date and time, in the user's language. */
export function formatTime(timeMs: number): string {
  return new Date(timeMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
