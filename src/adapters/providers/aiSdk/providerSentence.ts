import { createRedact } from '../../../base/redaction';

const longestSentence = 300;
/** Keys that the provider has shortened itself, such as `sk-proj-****1234`. */
const maskedKey = /[\w-]*\*{3,}[\w-]*/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not reach a log or a terminal
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]+/g;

/** What a provider says, as one line without secrets that fits into a message; undefined: nothing. */
export function tidySentence(text: string | undefined, key: string | undefined): string | undefined {
  const redact = createRedact(() => (key === undefined ? [] : [key]));
  const line = redact(text ?? '')
    .replace(maskedKey, '[redacted]')
    .replace(controlCharacters, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '') return undefined;
  return line.length > longestSentence ? `${line.slice(0, longestSentence)}…` : line;
}

/** The explanation in the body of an error, in the forms that are in use; undefined for anything else, web pages above all. */
export function explanationIn(body: unknown): string | undefined {
  if (Array.isArray(body)) return explanationIn(body[0]);
  if (!isRecord(body)) return undefined;
  for (const value of [body.error, body.message, body.detail]) {
    if (typeof value === 'string') return value;
    if (isRecord(value) && typeof value.message === 'string') return value.message;
  }
  return undefined;
}

/** The value as JSON has it; undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
