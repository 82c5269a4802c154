/** Takes secrets out of text. */
export type Redact = (text: string) => string;

const placeholder = '[redacted]';
/** What is shorter is no secret: servers on one's own machine take `x`, and taking that out would leave nothing to read. */
const shortestSecret = 4;
const deepest = 8;

/** What looks like a key although nobody has told us of it: those of OpenAI, Anthropic, OpenRouter, Google, GitHub, AWS, and bearer tokens. */
const keyLike =
  /\b(?:sk|rk|pk)-[\w-]{12,}|\bAIza[\w-]{30,}|\bgh[a-z]_\w{20,}|\bgithub_pat_\w{20,}|\bAKIA[A-Z0-9]{16}\b|(?<=\bBearer\s+)[\w.~+/=-]{8,}/g;

/**
 * Replaces every known secret, also as it stands in a URL or in JSON, and what looks like a key.
 * @param secrets asked for each text, so that one that was set a moment ago is known
 */
export function createRedact(secrets: () => readonly string[]): Redact {
  return (text) => {
    let redacted = text;
    for (const form of secrets().flatMap(formsOf).sort(byLength))
      redacted = redacted.replaceAll(form, placeholder);
    return redacted.replace(keyLike, placeholder);
  };
}

/**
 * The value with every text in it redacted, names of properties included. Errors become objects that JSON shows, with message,
 * stack, cause and what else they carry; what refers to itself or is nested deeper than 8 levels is cut off.
 */
export function redactDeeply(value: unknown, redact: Redact): unknown {
  return walk(value, redact, []);
}

function walk(value: unknown, redact: Redact, above: readonly object[]): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') {
    return redact(String(value));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length >= deepest) return '[deeper]';
  const path = [...above, value];
  const inside = (child: unknown): unknown => walk(child, redact, path);
  if (value instanceof Error) return entriesOf({ ...errorFields(value), ...value }, inside, redact);
  if (value instanceof Map) return [...value].map(inside);
  if (Array.isArray(value) || value instanceof Set) return [...value].map(inside);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (hasToJson(value)) return inside(value.toJSON());
  return entriesOf(value, inside, redact);
}

function errorFields({ name, message, stack, cause }: Error): Record<string, unknown> {
  return { name, message, ...(stack !== undefined && { stack }), ...(cause !== undefined && { cause }) };
}

function entriesOf(
  value: object,
  inside: (child: unknown) => unknown,
  redact: Redact,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [redact(name), inside(child)]));
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function formsOf(secret: string): readonly string[] {
  const trimmed = secret.trim();
  if (trimmed.length < shortestSecret) return [];
  return [...new Set([secret, trimmed, encodeURIComponent(trimmed), JSON.stringify(trimmed).slice(1, -1)])];
}

/** The longest first: a secret may be a part of another one. */
function byLength(a: string, b: string): number {
  return b.length - a.length;
}
