/**
 * Says something from a place that cannot wait. That it is refused is not heard here: whoever waits next learns that the work
 * has to stop.
 */
export function tell(say: () => Promise<void>): void {
  say().catch(() => undefined);
}
