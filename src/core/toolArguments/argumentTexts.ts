/** For a schema's `error`: names the arguments that there are not; a model has to correct them. */
export function unknownArguments({
  code,
  keys,
}: {
  readonly code?: string;
  readonly keys?: unknown;
}): string | undefined {
  if (code !== 'unrecognized_keys' || !Array.isArray(keys)) return undefined;
  return `there is no argument ${keys.map((key) => JSON.stringify(String(key).slice(0, 100))).join(', ')}`;
}

/** `day, week, month`, for the message of an argument that must be one of them. */
export function listOf(values: readonly string[]): string {
  return values.join(', ');
}
